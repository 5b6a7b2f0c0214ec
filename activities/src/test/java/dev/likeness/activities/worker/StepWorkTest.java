package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.PlanRequest;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.StepActivities;
import dev.likeness.workflows.StepSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Activities whose store does not let them in. */
class StepWorkTest {
  @TempDir Path folder;

  private final ToldFigures figures = new ToldFigures();

  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();

  @AfterEach
  void close() {
    activities.close();
  }

  private void withoutAccess(Consumer<StepActivities> then) {
    Home home = new Home(folder);
    home.prepare();
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.at(wrongKeys(server.address()));
        var temporal = TestWorkflowEnvironment.newInstance()) {
      WorkflowClient client = temporal.getWorkflowClient();
      WorkerSettings settings = WorkerSettings.embedded();
      var watcher = new RunWatcher(store, new Unused(), settings, figures, PreviewLinks.NONE);
      activities.registerActivitiesImplementations(
          new StepWork(
              store,
              watcher,
              new ModelHolders(new Owners(client)),
              new Searchability(client),
              figures,
              settings.bounds()));
      then.accept(
          activities.newActivityStub(
              StepActivities.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build()));
    }
  }

  /** No run is ever started. */
  private static final class Unused implements IdleRunner {
    @Override
    public StepHandle startOrAdopt(StepRun run) {
      throw new AssertionError(run);
    }

    @Override
    public StepObservation observe(StepHandle handle) {
      throw new AssertionError(handle);
    }

    @Override
    public Optional<StepOutcome> await(StepHandle handle, Duration longest) {
      throw new AssertionError(handle);
    }
  }

  private static StoreAddress wrongKeys(StoreAddress right) {
    return new StoreAddress(
        right.endpoint(), right.bucket(), right.region(), right.accessKey(), "wrong");
  }

  private static void assertUnreachable(Executable activity) {
    ActivityFailure failure = assertThrows(ActivityFailure.class, activity);
    ApplicationFailure cause =
        Optional.ofNullable(failure.getCause()).map(ApplicationFailure.class::cast).orElseThrow();
    assertEquals(FailureReason.STORE_UNREACHABLE.name(), cause.getType(), cause::getMessage);
  }

  @Test
  void aTrainingWhoseModelCannotBeLookedUpNamesTheStoreAndIsCounted() {
    var train =
        new StepSpec("train", Map.of(), Map.of("model", "anne", "training", Map.of()), "anne");
    withoutAccess(
        work ->
            assertUnreachable(
                () -> work.train(new RunRequest("job", "owner", "run", 0, List.of(train)))));
    assertEquals(List.of("could not watch: STORE"), figures.events());
  }

  @Test
  void aRequestThatCannotBeCheckedNamesTheStore() {
    Map<String, Object> swap =
        Map.of(
            "project", "job",
            "sources", List.of(Map.of("name", "anne", "media", "0".repeat(64))),
            "targets", List.of(Map.of("name", "george", "media", "1".repeat(64))));
    withoutAccess(
        work -> assertUnreachable(() -> work.plan(new PlanRequest("FaceSwap", Request.of(swap)))));
  }
}
