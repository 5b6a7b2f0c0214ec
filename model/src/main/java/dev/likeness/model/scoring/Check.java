package dev.likeness.model.scoring;

/** One demand on the swap, whether it was met, and the figures in a sentence. */
public record Check(String name, boolean passed, String sentence) {}
