package dev.likeness.activities.demo;

import dev.likeness.activities.steps.AlignmentsFile;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.blending.MergingConfig;
import dev.likeness.model.blending.MergingSettings;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.scoring.Candidate;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.JoinOptions;
import dev.likeness.model.video.Joiner;
import dev.likeness.model.video.MediaIndex;
import dev.likeness.model.video.SegmentEncoder;
import dev.likeness.workflows.ExtractedFaces;
import dev.likeness.workflows.SwapResult;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Makes the films that a swap is measured against, of the same target, alignments, merging and
 * encoder as the swap itself.
 */
final class OtherCandidates {
  private final ArtifactStore store;
  private final SwapResult result;
  private final Path scratch;

  OtherCandidates(ArtifactStore store, SwapResult result, Path scratch) {
    this.store = store;
    this.result = result;
    this.scratch = scratch;
  }

  /**
   * Makes both films in one pass over the target.
   *
   * @param progress told the number of finished frames
   */
  Map<Candidate, Path> make(IntConsumer progress) throws IOException {
    ExtractedFaces target = result.targets().getFirst();
    MediaIndex index =
        Json.MAPPER.readValue(store.read(new Digest(target.index())), MediaIndex.class);
    Map<Integer, List<AlignedFace>> faces = faces(target);
    MergingSettings merging = MergingConfig.DEFAULTS.settings();
    PastedFace pasted = pasted(merging);
    EncodeOptions encoding = EncodeOptions.DEFAULT.withQuantiser(merging.quantiser());
    Path untouchedSegment = scratch.resolve("untouched.segment");
    Path pastedSegment = scratch.resolve("pasted.segment");
    try (SeekableByteChannel media = store.channel(new Digest(target.medium().media()))) {
      try (FrameReader reader = FrameReader.open(media, index, 0, index.frames());
          SegmentEncoder asItIs = SegmentEncoder.open(untouchedSegment, index, encoding);
          SegmentEncoder withMean = SegmentEncoder.open(pastedSegment, index, encoding)) {
        for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
          Frame frame = next.get();
          asItIs.write(frame);
          withMean.write(pasted.over(frame, faces.getOrDefault(frame.ordinal(), List.of())));
          progress.accept(frame.ordinal() + 1);
        }
        asItIs.finish();
        withMean.finish();
      }
      return Map.of(
          Candidate.UNTOUCHED, joined(untouchedSegment, media, index),
          Candidate.PASTED, joined(pastedSegment, media, index));
    }
  }

  private Map<Integer, List<AlignedFace>> faces(ExtractedFaces target) throws IOException {
    try (SeekableByteChannel channel = store.channel(new Digest(target.alignments()))) {
      return AlignmentsFile.open(channel).faces(target.from(), target.to()).stream()
          .filter(face -> face.person().equals(target.person()))
          .collect(Collectors.groupingBy(face -> face.key().frame()));
    }
  }

  private PastedFace pasted(MergingSettings merging) {
    Architecture architecture = Architectures.named(result.model().architecture());
    CropType crop = crop(architecture);
    List<String> facesets =
        result.sources().stream().flatMap(source -> source.facesets().stream()).toList();
    FloatPicture mean =
        MeanSourceFace.of(store, facesets, crop, architecture.output().size(), scratch);
    return new PastedFace(mean, architecture.inputSize(), crop, merging);
  }

  private CropType crop(Architecture architecture) {
    return result.model().values().get("conversion") instanceof Map<?, ?> conversion
            && conversion.get("crop") instanceof String name
        ? CropType.valueOf(name.toUpperCase(Locale.ROOT))
        : architecture.defaults().crop();
  }

  private static Path joined(Path segment, SeekableByteChannel media, MediaIndex index)
      throws IOException {
    Path film = segment.resolveSibling(segment.getFileName() + ".mp4");
    Joiner.join(List.of(segment), media, index, JoinOptions.whole(index), film);
    return film;
  }
}
