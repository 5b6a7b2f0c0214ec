/** What {@code likeness bench} measures, each in processes like those that do the real work. */
@NullMarked
package dev.likeness.activities.bench;

import org.jspecify.annotations.NullMarked;
