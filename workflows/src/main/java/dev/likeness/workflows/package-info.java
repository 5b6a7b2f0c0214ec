/**
 * What a person starts and what the worker carries out: workflow and activity interfaces, their
 * messages, and the workflow code, which is deterministic and sees nothing but the Temporal SDK.
 */
@NullMarked
package dev.likeness.workflows;

import org.jspecify.annotations.NullMarked;
