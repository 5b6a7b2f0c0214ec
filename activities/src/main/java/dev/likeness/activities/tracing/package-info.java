/** Spans of workflows and their runs, for who asks for them. OpenTelemetry ends here. */
@NullMarked
package dev.likeness.activities.tracing;

import org.jspecify.annotations.NullMarked;
