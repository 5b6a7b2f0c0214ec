package dev.likeness.activities.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips what stands on servers, and on commands that stop and start them, unless the environment
 * names all of them; the skip names those that are missing.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsVariables.Condition.class)
public @interface NeedsVariables {
  String[] value() default {};

  /**
   * Parts that are taken away: {@code LIKENESS_FAULT_<part>_STOP} and {@code _START} are needed.
   */
  String[] faults() default {};

  /** Asks the environment of this process. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getElement()
          .flatMap(test -> Optional.ofNullable(test.getAnnotation(NeedsVariables.class)))
          .map(needs -> of(missing(needs, System.getenv())))
          .orElseGet(() -> of(List.of()));
    }

    private static ConditionEvaluationResult of(List<String> missing) {
      return missing.isEmpty()
          ? ConditionEvaluationResult.enabled("all variables are set")
          : ConditionEvaluationResult.disabled(
              "not set, see CONTRIBUTING.md: " + String.join(", ", missing));
    }

    /** The variables that are not set, or to nothing. */
    public static List<String> missing(NeedsVariables needs, Map<String, String> environment) {
      return Stream.concat(
              Stream.of(needs.value()),
              Stream.of(needs.faults())
                  .flatMap(part -> Stream.of("STOP", "START").map(what -> part + "_" + what))
                  .map(fault -> "LIKENESS_FAULT_" + fault))
          .filter(name -> environment.getOrDefault(name, "").isBlank())
          .toList();
    }
  }
}
