package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.models.CheckpointSweep;
import dev.likeness.activities.models.ModelLog.Checkpoint;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.steps.ToyEngine.Fault;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Collector.Policy;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is thinned out while it is trained, on the store of one machine. */
class ThinnedTrainingTest {
  private static final int SEGMENT = 1;
  private static final long UNTIL = 16;
  private static final int EVERY = 4;

  @TempDir Path folder;

  @Test
  void keepsItsLastThreeFillsNoDiskAndEndsInTheSameBytes() throws Exception {
    Map<String, BlobRef> alone =
        new ToyHome(folder, SEGMENT, UNTIL).finish(new ToyEngine(Fault.NAN, hash -> false));
    Home home = new Home(folder.resolve("home"));
    home.prepare();
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(server.address());
        CheckpointSweep sweep =
            new CheckpointSweep(store.collector(Policy.oneMachine(new Retention())))) {
      ToyHome toy = new ToyHome(folder, SEGMENT, UNTIL, store);
      ToyEngine first = new ToyEngine(Fault.NAN, hash -> false).killedIn(10);
      assertThrows(ToyEngine.Killed.class, () -> toy.train(first, sweeping(first, home, sweep)));
      assertTrue(toy.log().checkpoints().size() <= 7, "thinned out while it ran");

      ToyEngine second = new ToyEngine(Fault.NAN, hash -> false);
      StepOutcome end = toy.train(second, sweeping(second, home, sweep));
      assertEquals(alone, assertInstanceOf(StepOutcome.Made.class, end).outputs());
      for (int i = 0; i < 4; i++) {
        lookAnHourLater(home, sweep);
      }

      List<Checkpoint> left = toy.log().checkpoints();
      assertEquals(
          List.of(UNTIL - 2, UNTIL - 1, UNTIL),
          left.subList(left.size() - 3, left.size()).stream().map(Checkpoint::iteration).toList());
      // Some eight hours passed, in half of them it trained: the last of each, and the last three.
      assertTrue(left.size() <= 10, left.toString());
      assertEquals(left.size(), here(store, left));
      StoreAudit audit = StoreAudit.of(server.address());
      assertEquals(List.of(), audit.findings());
      // Beside their files: two facesets, and what the run that died may have stored in vain.
      int most = (left.size() + 1) * alone.size() + 2;
      assertTrue(audit.blobs() <= most, audit.blobs() + " files, at most " + most);
    }
  }

  /** Every few iterations an hour passes, and the sweep looks, as it does beside a training. */
  private static BooleanSupplier sweeping(ToyEngine engine, Home home, CheckpointSweep sweep) {
    int[] looked = {0};
    return () -> {
      int passes = engine.batches().size();
      if (passes % EVERY == 0 && passes > looked[0]) {
        looked[0] = passes;
        lookAnHourLater(home, sweep);
      }
      return false;
    };
  }

  private static void lookAnHourLater(Home home, CheckpointSweep sweep) {
    sweep.look();
    age(home.store(), Duration.ofMinutes(61));
    sweep.look();
    sweep.look();
  }

  /** Puts the whole store into the past. */
  private static void age(Path store, Duration age) {
    try (Stream<Path> all = Files.walk(store)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(
            file, FileTime.from(Files.getLastModifiedTime(file).toInstant().minus(age)));
      }
    } catch (NoSuchFileException | UncheckedIOException changing) {
      // Beside a checkpoint that is being written.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static long here(ArtifactStore store, List<Checkpoint> checkpoints) {
    return checkpoints.stream()
        .filter(one -> store.stat(new Digest(one.output("weights"))).isPresent())
        .count();
  }
}
