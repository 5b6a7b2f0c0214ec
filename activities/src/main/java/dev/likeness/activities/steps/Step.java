package dev.likeness.activities.steps;

import java.io.IOException;

/**
 * One kind of step: a function of its inputs and parameters. Two copies may run at once and both
 * may finish; whatever decides the result is in the task, and a change of this code that changes
 * results comes with a new {@link StepKind#version()}.
 */
@FunctionalInterface
interface Step {
  StepOutcome run(StepTask task) throws IOException;
}
