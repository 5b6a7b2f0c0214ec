package dev.likeness.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a replay would see differently is banned from this module, in its bytecode. */
class DeterminismTest {
  private static final List<String> BANNED_TYPES =
      List.of(
          "java.io.File",
          "java.nio.file.",
          "java.net.",
          "java.lang.Thread",
          "java.lang.Process",
          "java.lang.Runtime",
          "java.util.Random",
          "java.util.UUID",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap",
          "java.util.concurrent.",
          "java.util.Timer",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.util.Date",
          "java.util.Calendar");

  private static final Set<String> BANNED_METHODS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.identityHashCode",
          "java.lang.Math.random",
          "java.time.Instant.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalDate.now",
          "java.time.ZonedDateTime.now",
          "java.util.Map.of",
          "java.util.Map.ofEntries",
          "java.util.Map.copyOf",
          "java.util.Set.of",
          "java.util.Set.copyOf",
          "java.util.stream.Collectors.toSet",
          "java.util.stream.Collectors.toMap",
          "java.util.stream.Collectors.groupingBy",
          "java.util.Collection.parallelStream");

  private static final DescribedPredicate<JavaAccess<?>> NON_DETERMINISTIC =
      DescribedPredicate.describe(
          "clocks, randomness, threads, IO, environment or unordered maps",
          access -> {
            String owner = access.getTargetOwner().getName();
            return BANNED_TYPES.stream().anyMatch(owner::startsWith)
                || BANNED_METHODS.contains(owner + "." + access.getName());
          });

  private static final ArchRule RULE =
      noClasses()
          .should()
          .accessTargetWhere(NON_DETERMINISTIC)
          .because(
              "a replayed workflow must take the same decisions: use Workflow.*, an activity, or Ordered");

  @Test
  void workflowCodeUsesNothingThatAReplayWouldSeeDifferently() {
    RULE.check(classes());
  }

  @Test
  void fieldsOfWorkflowCodeAreNotStaticAndMutable() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("workflows of one worker share statics, and replays would see each other")
        .check(classes());
  }

  @Test
  void theRuleCatchesAClockAndAnUnorderedMap() {
    JavaClasses bad = new ClassFileImporter().importClasses(Offender.class);
    assertThrows(AssertionError.class, () -> RULE.check(bad));
  }

  private static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.likeness.workflows");
  }

  /** Breaks the rule, so that the rule is seen to work. */
  static final class Offender {
    long now() {
      return System.nanoTime() + new HashMap<String, String>().size();
    }
  }
}
