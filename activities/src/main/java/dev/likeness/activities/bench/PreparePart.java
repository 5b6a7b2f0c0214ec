package dev.likeness.activities.bench;

import dev.likeness.model.faces.AlignOptions;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Aligner;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.Chip;
import dev.likeness.model.faces.Chips;
import dev.likeness.model.faces.CutFace;
import dev.likeness.model.faces.CutOptions;
import dev.likeness.model.faces.FaceCutter;
import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FacesetWriter;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.faces.FoundFaces;
import dev.likeness.model.faces.FrameFaces;
import dev.likeness.model.faces.Identity;
import dev.likeness.model.json.Json;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.MediaIndex;
import dev.likeness.model.video.MediaIndexer;
import dev.likeness.model.video.MediaLimits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faces of a whole film, as the steps before training leave them; nothing is measured. */
final class PreparePart {
  private PreparePart() {}

  static Map<String, Double> run(PartOrder order, Gate gate) throws IOException {
    gate.await();
    FilmFolder footage = order.footage();
    try (FileChannel channel = footage.open()) {
      MediaIndex index = MediaIndexer.index(channel, MediaLimits.DEFAULT);
      Json.MAPPER.writeValue(footage.indexFile().toFile(), index);
      Alignments alignments = align(channel, index, footage);
      Json.MAPPER.writeValue(footage.alignments().toFile(), alignments);
    }
    cut(footage);
    return Map.of();
  }

  private static Alignments align(FileChannel channel, MediaIndex index, FilmFolder footage)
      throws IOException {
    List<FrameFaces> records = new ArrayList<>();
    List<Chip> kept = new ArrayList<>();
    try (FrameReader reader = FrameReader.open(channel, index, 0, index.frames());
        FaceFinder finder = FaceFinder.open(FindOptions.DEFAULT)) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        FoundFaces found =
            finder.find(FilmFolder.MEDIUM, next.get().ordinal(), next.get().picture());
        records.add(found.records());
        kept.addAll(found.chips());
      }
    }
    Path zip = footage.path().resolve("chips.zip");
    Chips.write(kept, Files.newOutputStream(zip));
    try (Chips chips = Chips.open(List.of(zip))) {
      return new Aligner(Identity.load(), AlignOptions.DEFAULT)
          .align(FilmFolder.MEDIUM, records, chips::of);
    }
  }

  private static void cut(FilmFolder footage) throws IOException {
    Map<Integer, List<AlignedFace>> faces = footage.faces();
    MediaIndex index = footage.index();
    var cutter = new FaceCutter(CutOptions.DEFAULT);
    try (FileChannel channel = footage.open();
        FrameReader reader = FrameReader.open(channel, index, 0, index.frames());
        FacesetWriter writer = FacesetWriter.zip(Files.newOutputStream(footage.faceset()))) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        List<AlignedFace> here = faces.getOrDefault(next.get().ordinal(), List.of());
        for (CutFace face : cutter.cut(next.get().picture(), here)) {
          writer.add(face);
        }
      }
      writer.finish();
    }
  }
}
