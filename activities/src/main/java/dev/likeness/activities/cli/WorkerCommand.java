package dev.likeness.activities.cli;

import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.cluster.ClusterFile;
import dev.likeness.activities.cluster.ClusterSettings;
import dev.likeness.activities.worker.Deployment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness worker}. */
@Command(
    name = "worker",
    header = "Serves a Temporal server's task queue.",
    description = {
      "Until SIGTERM or Ctrl-C: its steps then make their checkpoints. Steps are",
      "its own processes: let one worker serve a Temporal, and --no-worker the rest;",
      "with --kubernetes they are Jobs, which outlive it and any worker watches.",
      "LIKENESS_LOG=json in the environment makes its log JSON on standard output."
    })
final class WorkerCommand implements Callable<Integer> {
  @Option(
      names = "--deployment",
      paramLabel = "NAME",
      description = "Serve as a version of this deployment (Temporal's worker versioning).")
  private Optional<String> deployment = Optional.empty();

  @Option(
      names = "--build-id",
      paramLabel = "ID",
      description = "The version. Make it current with the Temporal CLI.")
  private Optional<String> buildId = Optional.empty();

  @Option(
      names = "--pinned",
      description = "Jobs stay with the version they began under; else they move.")
  private boolean pinned;

  @Option(
      names = "--kubernetes",
      paramLabel = "FILE",
      description = "Run steps as Jobs on a cluster, as this file of the chart's says.")
  private Optional<Path> kubernetes = Optional.empty();

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "Serve /metrics for Prometheus, /livez and /readyz on this port.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--preview-links",
      paramLabel = "URL",
      description =
          "Show links to previews in Temporal, good for an hour, through the store's"
              + " address for browsers: http(s)://host:port.")
  private Optional<URI> previews = Optional.empty();

  @Option(
      names = "--traces",
      description =
          "Send traces of jobs and their runs by OpenTelemetry, as its standard variables say"
              + " (OTEL_EXPORTER_OTLP_ENDPOINT and the like).")
  private boolean traces;

  @Option(
      names = "--setup",
      description = "Register search attributes with Temporal, and leave. Needs no store.")
  private boolean setup;

  @Mixin final ServiceOptions services = new ServiceOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    LogFormat.choose(System.getenv());
    if (setup) {
      TemporalSetup.run(services.temporal(), System.getenv(), Commands.screen(spec));
      return ExitCode.OK.code();
    }
    List<Complaint> complaints = new ArrayList<>();
    Optional<Place> place = services.servers("likeness worker", System.getenv(), complaints);
    Optional<Deployment> version = version(complaints);
    Optional<ClusterSettings> cluster = cluster(complaints);
    checkPreviews(complaints);
    Refusal.ifAny(complaints);
    WorkerRun.run(
        place.orElseThrow(),
        version,
        cluster,
        port.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        previews,
        traces,
        Commands.screen(spec));
    return ExitCode.OK.code();
  }

  private void checkPreviews(List<Complaint> complaints) {
    previews
        .filter(
            url ->
                !List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    || url.getHost() == null
                    || !List.of("", "/").contains(String.valueOf(url.getPath())))
        .ifPresent(
            url ->
                complaints.add(
                    ServiceOptions.usage(
                        "--preview-links: \"" + url + "\" is not http(s)://host:port.")));
  }

  private Optional<Deployment> version(List<Complaint> complaints) {
    if (deployment.isPresent() != buildId.isPresent() || (pinned && deployment.isEmpty())) {
      complaints.add(
          ServiceOptions.usage(
              "--deployment and --build-id go together (and --pinned needs both): name a version"
                  + " of a deployment, or none."));
    }
    return deployment.flatMap(name -> buildId.map(id -> new Deployment(name, id, pinned)));
  }

  private Optional<ClusterSettings> cluster(List<Complaint> complaints) {
    return kubernetes.flatMap(
        file -> {
          try {
            return Optional.of(ClusterFile.read(file));
          } catch (IOException | IllegalArgumentException e) {
            complaints.add(ServiceOptions.usage("--kubernetes " + e.getMessage()));
            return Optional.empty();
          }
        });
  }
}
