package dev.likeness.model.video;

import java.util.List;

/**
 * What went into a joined film.
 *
 * @param copied streams of the original that are in the film, packet by packet
 * @param dropped streams that the film's container cannot hold
 */
public record JoinReport(
    int frames, long bytes, List<OtherStream> copied, List<OtherStream> dropped, int chapters) {
  public JoinReport {
    copied = List.copyOf(copied);
    dropped = List.copyOf(dropped);
  }
}
