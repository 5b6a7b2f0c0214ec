/** Steps as Jobs on Kubernetes: the second side of the step runner's port. */
@NullMarked
package dev.likeness.activities.cluster;

import org.jspecify.annotations.NullMarked;
