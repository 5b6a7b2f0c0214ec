/** Reading footage frame by frame and writing it again, through FFmpeg. */
@NullMarked
package dev.likeness.model.video;

import org.jspecify.annotations.NullMarked;
