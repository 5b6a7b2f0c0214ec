package dev.likeness.workflows;

import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.List;

/**
 * By what jobs are found in Temporal. A namespace that does not know an attribute would hold up
 * every workflow that sets it, so they are set only where the planner has seen them registered.
 */
public final class SearchAttributes {
  /** All of them, of Temporal's type Keyword. */
  public static final List<String> KEYWORDS = List.of("LikenessProject", "LikenessStage");

  private static final SearchAttributeKey<String> PROJECT =
      SearchAttributeKey.forKeyword(KEYWORDS.get(0));
  private static final SearchAttributeKey<String> STAGE =
      SearchAttributeKey.forKeyword(KEYWORDS.get(1));

  private SearchAttributes() {}

  static void set(String project, String stage) {
    Workflow.upsertTypedSearchAttributes(PROJECT.valueSet(project), STAGE.valueSet(stage));
  }
}
