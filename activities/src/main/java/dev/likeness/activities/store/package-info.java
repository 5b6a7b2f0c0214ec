/**
 * Where everything made is kept: content-addressed blobs, create-once manifests and logs, in any S3
 * store.
 */
@NullMarked
package dev.likeness.activities.store;

import org.jspecify.annotations.NullMarked;
