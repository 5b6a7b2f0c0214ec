package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobReadingTest {
  private final FakeBucket bucket = new FakeBucket();
  private final ArtifactStore store =
      new ArtifactStore(bucket, Clock.fixed(bucket.now, ZoneOffset.UTC));

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void goesOnWhereAConnectionBroke() {
    byte[] content = random(100_000);
    Digest digest = store.put(content).digest();
    bucket.cutsStreamsAfter = 30_000;
    assertArrayEquals(content, store.read(digest));
  }

  @Test
  void givesUpOnAConnectionThatAlwaysBreaks() {
    Digest digest = store.put(random(100_000)).digest();
    bucket.cutsStreamsAfter = 10;
    assertThrows(StoreException.Unreachable.class, () -> store.read(digest));
  }

  @Test
  void detectsContentThatIsNotWhatItsNameSays(@TempDir Path folder) throws IOException {
    byte[] content = random(1000);
    Digest digest = store.put(content).digest();
    content[500] ^= 1;
    bucket.put(Names.blob(digest), content);
    StoreException failure =
        assertThrows(StoreException.Corrupt.class, () -> store.fetch(digest, folder.resolve("x")));
    assertTrue(String.valueOf(failure.getMessage()).contains(digest.hex()), failure.toString());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count(), "nothing half-written is left");
    }
  }

  @Test
  void anEmptyBlobIsABlob(@TempDir Path folder) {
    BlobRef empty = store.put(new byte[0]);
    store.fetch(empty.digest(), folder.resolve("empty"));
    assertEquals(0, store.read(empty.digest()).length);
    assertTrue(Files.exists(folder.resolve("empty")));
  }

  @Test
  void aMissingBlobIsNamed() {
    Digest nowhere = Digest.of(random(3));
    StoreException failure =
        assertThrows(StoreException.Missing.class, () -> store.channel(nowhere));
    assertTrue(String.valueOf(failure.getMessage()).contains(nowhere.hex()), failure.toString());
  }

  @Test
  void readsTheSameBytesForwardsBackwardsAndByJumps() throws IOException {
    byte[] content = random(3_000_000);
    Digest digest = store.put(content).digest();
    try (SeekableByteChannel channel = store.channel(digest)) {
      assertEquals(content.length, channel.size());
      ByteBuffer whole = ByteBuffer.allocate(content.length);
      while (channel.read(whole) >= 0) {}
      assertArrayEquals(content, whole.array());
      SplittableRandom random = new SplittableRandom(1);
      for (int jump = 0; jump < 300; jump++) {
        int position = random.nextInt(content.length);
        ByteBuffer part = ByteBuffer.allocate(random.nextInt(1, 5000));
        int count = channel.position(position).read(part);
        assertTrue(count > 0);
        assertArrayEquals(
            Arrays.copyOfRange(content, position, position + count),
            Arrays.copyOf(part.array(), count));
      }
      assertEquals(-1, channel.position(content.length).read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void writesAnOldBlobAgainBeforeTheCollectorMayTakeIt() {
    byte[] content = random(10);
    Digest digest = store.put(content).digest();
    bucket.now = bucket.now.plus(ArtifactStore.REFRESH_FROM_MEMORY).plus(Duration.ofMinutes(1));
    ArtifactStore later = new ArtifactStore(bucket, Clock.fixed(bucket.now, ZoneOffset.UTC));
    later.put(content);
    assertEquals(bucket.now, bucket.stat(Names.blob(digest)).orElseThrow().modified());
  }

  @Test
  void doesNotWriteAFreshBlobTwice() {
    byte[] content = random(10);
    Digest digest = store.put(content).digest();
    bucket.now = bucket.now.plusSeconds(60);
    store.put(content);
    assertFalse(bucket.stat(Names.blob(digest)).orElseThrow().modified().equals(bucket.now));
  }
}
