package dev.likeness.activities.cli;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.faces.ContactSheet;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.faces.FacesetWriter;
import dev.likeness.model.video.StillPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Facesets fetched from the store, seen as one: ordered by key, whoever cut them out. */
final class FacesetFiles implements AutoCloseable {
  /** On a contact sheet, at most. */
  private static final int SHOWN = 64;

  private static final int QUALITY = 92;

  private final List<FacesetReader> readers = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(FacesetFace face, FacesetFace stored, FacesetReader reader) {}

  /** Fetches into a working folder, which the caller removes after closing this. */
  static FacesetFiles fetch(ArtifactStore store, List<String> digests, Path work) {
    FacesetFiles files = new FacesetFiles();
    files.add(store, digests, work, face -> face);
    return files;
  }

  /** Adds more, each face under the name that {@code rename} gives it. */
  void add(
      ArtifactStore store, List<String> digests, Path work, UnaryOperator<FacesetFace> rename) {
    for (String digest : digests) {
      Path zip = work.resolve(digest + ".zip");
      store.fetch(new Digest(digest), zip);
      FacesetReader reader = FacesetReader.open(zip);
      readers.add(reader);
      reader.faces().forEach(face -> entries.add(new Entry(rename.apply(face), face, reader)));
    }
    entries.sort(Comparator.comparing(entry -> entry.face().key()));
  }

  /** Whose faces there are: p1, p2, ..., p10. */
  List<String> people() {
    return entries.stream()
        .map(entry -> entry.face().person())
        .distinct()
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  int faces() {
    return entries.size();
  }

  /** A JPEG of a person's faces, spread evenly over the footage, under the person's id. */
  byte[] contactSheet(String person) {
    List<Entry> all =
        entries.stream().filter(entry -> entry.face().person().equals(person)).toList();
    List<ContactSheet.Cell> cells = new ArrayList<>();
    int count = Math.min(SHOWN, all.size());
    for (int i = 0; i < count; i++) {
      Entry entry = all.get((int) ((long) i * all.size() / count));
      cells.add(
          new ContactSheet.Cell(
              entry.reader().picture(entry.stored()), "frame " + entry.face().key().frame()));
    }
    String title = person + ": " + all.size() + (all.size() == 1 ? " face" : " faces");
    return StillPicture.jpeg(ContactSheet.draw(title, cells), QUALITY);
  }

  /** Writes a faceset to look at and to prune: pictures, {@code faces.jsonl}, contact sheets. */
  void write(Path folder) throws IOException {
    try (FacesetWriter writer = FacesetWriter.folder(folder)) {
      for (Entry entry : entries) {
        writer.add(entry.face(), entry.reader().bytes(entry.stored()));
      }
      writer.finish();
    }
    for (String person : people()) {
      Delivery.write(contactSheet(person), folder.resolve("contact-" + person + ".jpg"));
    }
  }

  @Override
  public void close() {
    readers.forEach(FacesetReader::close);
  }
}
