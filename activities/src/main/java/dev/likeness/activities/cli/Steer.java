package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.EmbeddedTemporal;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.embedded.Running;
import dev.likeness.workflows.Answer;
import dev.likeness.workflows.Extension;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Reaches the process that runs a project, or a Temporal that was named, and speaks to its job. */
final class Steer {
  private final Place place;
  private final String project;

  Steer(Place place, String project) {
    this.place = place;
    this.project = project;
  }

  /** Has a job do something; gives what it answers. Refusals by the job itself count as usage. */
  String update(String name, Optional<Extension> extension) {
    try (Connection connection = connect(address())) {
      if (place.temporal().isPresent()) {
        new Workers(connection.client()).require();
      }
      WorkflowStub job = connection.client().newUntypedWorkflowStub(project);
      Answer answer =
          extension.isPresent()
              ? job.update(name, Answer.class, extension.get())
              : job.update(name, Answer.class);
      return answer.sentence();
    } catch (WorkflowUpdateException refused) {
      throw new Refusal(ExitCode.USAGE, sentence(refused));
    } catch (WorkflowNotFoundException none) {
      throw notRunning();
    } catch (StatusRuntimeException failure) {
      throw failure.getStatus().getCode() == Status.Code.NOT_FOUND ? notRunning() : failure;
    }
  }

  /** Where a project stands: asked of whoever runs it, else as it was last written. */
  SwapStatus status() {
    Optional<String> address =
        place.temporal().or(() -> running(place.home()).flatMap(Running::temporal));
    Optional<SwapStatus> written = ProjectFolder.of(place.home(), project).status();
    Optional<SwapStatus> asked =
        address.flatMap(
            where -> {
              try (Connection connection = connect(where)) {
                return new StatusReader(connection.client())
                    .read(project)
                    .map(
                        job ->
                            StatusMerger.merge(
                                job, written.orElseGet(() -> SwapStatus.beginning(project))));
              } catch (StatusRuntimeException gone) {
                return Optional.empty();
              }
            });
    return asked
        .or(() -> written.map(status -> status.at(status.stage(), status.sentence(), false)))
        .orElseThrow(
            () -> {
              ProjectFolder.existing(place.home(), project);
              return new Refusal(
                  ExitCode.NO_INPUT,
                  "Project " + project + " has no status yet: start it with \"likeness swap\".");
            });
  }

  /** An embedded server speaks no TLS, whatever the environment says of others. */
  private Connection connect(String address) {
    boolean embedded = place.temporal().isEmpty() && EmbeddedTemporal.mayBeAt(address);
    return Connection.to(address, embedded ? TemporalAccess.PLAIN : place.access());
  }

  private String address() {
    return place
        .temporal()
        .or(() -> running(place.home()).flatMap(Running::temporal))
        .orElseThrow(this::notRunning);
  }

  private static Optional<Running> running(Home home) {
    return HomeLock.holder(home);
  }

  private Refusal notRunning() {
    String others =
        running(place.home())
            .map(holder -> " (the home is in use by " + holder.describe() + ")")
            .orElse("");
    return new Refusal(
        ExitCode.NO_INPUT,
        "No job of project "
            + project
            + " is running in "
            + place.home().root()
            + others
            + ": start it with \"likeness swap\", or name another project or home.");
  }

  private static String sentence(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ApplicationFailure refused && refused.getOriginalMessage() != null) {
        return refused.getOriginalMessage();
      }
    }
    return String.valueOf(failure.getMessage());
  }
}
