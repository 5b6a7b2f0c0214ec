package dev.likeness.activities.plan;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.steps.Conversion;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.blending.MergingConfig;
import dev.likeness.model.faces.ExtractionConfig;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.UnknownArchitectureException;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.workflows.ConvertPlan;
import dev.likeness.workflows.ExtractPlan;
import dev.likeness.workflows.FaceSwapPlan;
import dev.likeness.workflows.Medium;
import dev.likeness.workflows.PlanReport;
import dev.likeness.workflows.PlanRequest;
import dev.likeness.workflows.Resources;
import dev.likeness.workflows.TrainCarry;
import dev.likeness.workflows.TrainPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Binds the requests of all workflow types; every error of a request is found at once. */
public final class Planner {
  private static final String ONE_LENGTH = "training: give either iterations or minutes, not both.";

  private final Optional<ArtifactStore> store;

  private final ResourcesSection resources;

  /**
   * A planner of a worker.
   *
   * @param profiles under which its steps can run, by name
   */
  public Planner(ArtifactStore store, Map<String, ProfileBounds> profiles) {
    this(Optional.of(store), Optional.of(profiles));
  }

  private Planner(Optional<ArtifactStore> store, Optional<Map<String, ProfileBounds>> profiles) {
    this.store = store;
    this.resources = new ResourcesSection(profiles);
  }

  /**
   * Knows no store and no worker: everything that is named counts as there, and no model has a
   * history yet.
   */
  public static Planner withoutStore() {
    return new Planner(Optional.empty(), Optional.empty());
  }

  /** Knows no worker, so only the form of what a request wants for its pods. */
  public static Planner withoutWorker(ArtifactStore store) {
    return new Planner(Optional.of(store), Optional.empty());
  }

  /** The plan, or all errors. Asks the store only whether what is named is there. */
  public PlanReport plan(PlanRequest request) {
    List<String> errors = new ArrayList<>();
    Fields fields = Fields.of("", request.request().written(), errors);
    PlanReport report =
        switch (request.workflowType()) {
          case "FaceSwap" -> PlanReport.of(faceSwap(fields, errors));
          case "ExtractFaces" -> PlanReport.of(extract(fields, errors));
          case "TrainModel" -> train(fields, errors);
          case "ConvertVideo" -> convert(fields, errors);
          default ->
              PlanReport.refused(
                  List.of("There is no workflow type " + request.workflowType() + "."));
        };
    return errors.isEmpty() ? report : PlanReport.refused(errors);
  }

  private FaceSwapPlan faceSwap(Fields fields, List<String> errors) {
    String project = Parts.project(fields);
    List<Medium> sources = new ArrayList<>();
    List<String> sourceFacesets = new ArrayList<>();
    for (Fields source : fields.objects("sources")) {
      if (source.has("faceset")) {
        sourceFacesets.add(faceset(source));
      } else {
        sources.add(Parts.medium(source));
      }
    }
    List<Medium> targets = Parts.media(fields.objects("targets"));
    List<String> targetFacesets =
        fields.objects("targetFaces").stream().map(this::faceset).toList();
    if (sources.isEmpty() && sourceFacesets.isEmpty()) {
      fields.error("sources", "name at least one film or faceset of the source.");
    }
    if (targets.isEmpty()) {
      fields.error("targets", "name at least one film to put the source's face into.");
    }
    present(sources, "sources", errors);
    present(targets, "targets", errors);
    for (Medium source : sources) {
      if (targets.stream().anyMatch(target -> target.media().equals(source.media()))) {
        errors.add(
            "sources: "
                + source.name()
                + " is also a target, so there is nothing to swap: name footage of two people.");
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (Medium target : targets) {
      if (!names.add(target.media() + target.range())) {
        errors.add("targets: " + target.name() + " is named twice.");
      }
    }
    Fields section = fields.object("training");
    training(section, Optional.empty(), errors);
    section.number("minutes", 0.01, 1e7);
    if (section.has("minutes") && section.has("iterations")) {
      errors.add(ONE_LENGTH);
    }
    Map<String, Object> training = section.all();
    var plan =
        new FaceSwapPlan(
            project,
            sources,
            sourceFacesets,
            targets,
            targetFacesets,
            Parts.person(fields, "sourcePerson"),
            Parts.person(fields, "targetPerson"),
            Parts.model(fields),
            extraction(fields, errors),
            training,
            merging(fields, errors),
            Parts.container(fields),
            Parts.fanout(fields),
            resources.read(
                fields,
                List.of(Resources.EXTRACT, Resources.TRAIN, Resources.CONVERT, Resources.MERGE)));
    fields.end();
    return plan;
  }

  private String faceset(Fields source) {
    String digest = source.digest("faceset");
    source.text("name");
    source.end();
    if (!digest.isEmpty() && isMissing(digest)) {
      source.error("faceset", digest + " is not in the store: put it there first.");
    }
    return digest;
  }

  private ExtractPlan extract(Fields fields, List<String> errors) {
    String project = Parts.project(fields);
    Medium medium = Parts.medium(fields.object("medium"));
    present(List.of(medium), "medium", errors);
    var plan =
        new ExtractPlan(
            project,
            medium,
            Parts.person(fields, "person"),
            fields.flag("faceset", true),
            extractionParts(fields, errors),
            Parts.fanout(fields),
            resources.read(fields, List.of(Resources.EXTRACT)));
    fields.end();
    return plan;
  }

  private PlanReport train(Fields fields, List<String> errors) {
    String project = Parts.project(fields);
    Optional<String> named = Parts.model(fields);
    List<String> sources = fields.digests("sources", this::faceset);
    List<String> targets = fields.digests("targets", this::faceset);
    if (sources.isEmpty() || targets.isEmpty()) {
      fields.error(
          sources.isEmpty() ? "sources" : "targets", "name at least one faceset by its SHA-256.");
    }
    Fields section = fields.object("training");
    // Who names a model and no architecture means the model's own.
    Optional<String> known =
        errors.isEmpty()
            ? named.flatMap(this::newest).map(ModelLog.Checkpoint::architecture)
            : Optional.empty();
    Optional<TrainingConfig> config = training(section, known, errors);
    Optional<Double> minutes = section.number("minutes", 0.01, 1e7);
    Optional<TrainCarry> carry = Carried.read(fields);
    Map<String, Object> asked = resources.read(fields, List.of(Resources.TRAIN));
    fields.end();
    if (!errors.isEmpty() || config.isEmpty()) {
      return PlanReport.refused(errors);
    }
    if (minutes.isPresent() && config.get().iterations().isPresent()) {
      return PlanReport.refused(List.of(ONE_LENGTH));
    }
    Map<String, Object> training = TrainingDefaultsFilled.of(config.get());
    String lineage = ModelLog.lineage(sources, targets, training);
    String model = named.orElse(project + "-" + lineage.substring(0, 8));
    Optional<Long> iterations =
        minutes.isPresent()
            ? Optional.empty()
            : Optional.of(TrainingDefaultsFilled.iterations(config.get()));
    Optional<ModelLog.Checkpoint> newest = newest(model);
    String architecture = config.get().settings().architecture();
    if (newest.isPresent() && !newest.get().architecture().equals(architecture)) {
      return PlanReport.refused(
          List.of(
              "model: "
                  + model
                  + " is of architecture "
                  + newest.get().architecture()
                  + " and not "
                  + architecture
                  + ": name that one, or another model."));
    }
    return PlanReport.of(
        new TrainPlan(
            project,
            model,
            sources,
            targets,
            training,
            iterations,
            minutes,
            config.get().checkpointMinutes(),
            store.flatMap(there -> ModelLog.of(there, model).base(lineage)),
            carry,
            asked));
  }

  private PlanReport convert(Fields fields, List<String> errors) {
    String project = Parts.project(fields);
    Medium target = Parts.medium(fields.object("target"));
    present(List.of(target), "target", errors);
    Optional<String> model = Parts.model(fields);
    Map<String, Object> conversion = new TreeMap<>(conversion(fields, errors));
    String weights = "";
    if (model.isPresent() && !fields.has("weights")) {
      Optional<ModelLog.Checkpoint> newest = newest(model.get());
      if (newest.isEmpty() && store.isPresent()) {
        fields.error(
            "model", "there is no model " + model.get() + " with a checkpoint in this store.");
      }
      weights = newest.map(checkpoint -> checkpoint.output("weights")).orElse("");
      if (newest.isPresent()
          && newest.get().values().get("conversion") instanceof Map<?, ?> known) {
        known.forEach((key, value) -> conversion.put(String.valueOf(key), value));
      }
    } else {
      weights = fields.digest("weights");
      if (!weights.isEmpty() && isMissing(weights)) {
        fields.error("weights", weights + " is not in the store.");
      }
    }
    if (errors.isEmpty()) {
      architecture(
          String.valueOf(conversion.getOrDefault("architecture", "")),
          "conversion.architecture",
          errors);
    }
    var plan =
        new ConvertPlan(
            project,
            target,
            Parts.person(fields, "person"),
            extraction(fields, errors),
            weights,
            conversion,
            merging(fields, errors),
            Parts.container(fields),
            Parts.fanout(fields),
            resources.read(fields, List.of(Resources.EXTRACT, Resources.CONVERT, Resources.MERGE)));
    fields.end();
    return errors.isEmpty() ? PlanReport.of(plan) : PlanReport.refused(errors);
  }

  private static Optional<ExtractionConfig> extractionConfig(Fields fields, List<String> errors) {
    return Sections.bind(
        ExtractionConfig.class,
        "extraction",
        fields.object("extraction").all(),
        ExtractionConfig::validate,
        errors);
  }

  private static Map<String, Object> extraction(Fields fields, List<String> errors) {
    return extractionConfig(fields, errors).map(Sections::plain).orElse(Map.of());
  }

  /** The section as each of the steps sees it, so that a change redoes only what it changes. */
  private static Map<String, Object> extractionParts(Fields fields, List<String> errors) {
    return extractionConfig(fields, errors)
        .<Map<String, Object>>map(
            config ->
                Map.of(
                    "find", Sections.plain(config.finding()),
                    "align", Sections.plain(config.aligning()),
                    "cut", Sections.plain(config.cutting())))
        .orElse(Map.of());
  }

  private static Map<String, Object> conversion(Fields fields, List<String> errors) {
    return Sections.bind(
            Conversion.class,
            "conversion",
            fields.object("conversion").all(),
            Conversion::validate,
            errors)
        .map(Sections::plain)
        .orElse(Map.of());
  }

  private Map<String, Object> merging(Fields fields, List<String> errors) {
    return Sections.bind(
            MergingConfig.class,
            "merging",
            fields.object("merging").all(),
            MergingConfig::validate,
            errors)
        .map(Sections::plain)
        .orElse(Map.of());
  }

  /** The training section without {@code minutes}, which says how long and not how. */
  private static Optional<TrainingConfig> training(
      Fields section, Optional<String> architecture, List<String> errors) {
    Map<String, Object> written = new TreeMap<>(section.all());
    written.remove("minutes");
    architecture.ifPresent(name -> written.putIfAbsent("architecture", name));
    return Sections.bind(
        TrainingConfig.class,
        "training",
        written,
        config -> config.validate().stream().map(error -> "training." + error).toList(),
        errors);
  }

  private static void architecture(String name, String path, List<String> errors) {
    try {
      Architectures.named(name);
    } catch (UnknownArchitectureException e) {
      errors.add(path + ": " + e.getMessage());
    }
  }

  private void present(List<Medium> media, String path, List<String> errors) {
    for (Medium medium : media) {
      if (medium.media().matches("[0-9a-f]{64}") && isMissing(medium.media())) {
        errors.add(
            path
                + ": "
                + medium.name()
                + " ("
                + medium.media()
                + ") is not in the store: put the file there first.");
      }
    }
  }

  private Optional<ModelLog.Checkpoint> newest(String model) {
    return store.flatMap(known -> ModelLog.of(known, model).newest());
  }

  private boolean isMissing(String digest) {
    try {
      return !digest.matches("[0-9a-f]{64}")
          || store.filter(known -> known.stat(new Digest(digest)).isEmpty()).isPresent();
    } catch (StoreException.Missing e) {
      return true;
    }
  }
}
