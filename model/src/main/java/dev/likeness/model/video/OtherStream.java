package dev.likeness.model.video;

import java.util.Optional;

/**
 * A stream beside the video.
 *
 * @param kind {@code audio}, {@code subtitle}, {@code data}, {@code attachment} or {@code video}
 * @param language as the container writes it, usually ISO 639-2
 */
public record OtherStream(int stream, String kind, String codec, Optional<String> language) {}
