package dev.likeness.activities.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.store.Append;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.MicroBatch;
import dev.likeness.workflows.PlanReport;
import dev.likeness.workflows.PlanRequest;
import dev.likeness.workflows.Request;
import dev.likeness.workflows.TrainCarry;
import dev.likeness.workflows.TrainPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests as people write them, and models as the log in the store knows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlannerTest {
  private static final String SOURCE = "a".repeat(64);
  private static final String TARGET = "b".repeat(64);
  private static final String NOWHERE = "c".repeat(64);

  private static final Map<String, ProfileBounds> PROFILES =
      Map.of(
          "plain", ProfileBounds.FIXED,
          "network",
              new ProfileBounds(
                  Optional.of("8"), Optional.of("32Gi"), Optional.of("40Gi"), Optional.of(2)),
          "large",
              new ProfileBounds(
                  Optional.of("32"), Optional.of("128Gi"), Optional.of("40Gi"), Optional.of(8)));

  private EmbeddedStore server;
  private ArtifactStore store;
  private String film;

  @BeforeAll
  void start(@TempDir Path folder) {
    Home home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
    film = store.put("a film".getBytes(StandardCharsets.UTF_8)).digest().hex();
  }

  @AfterAll
  void stop() {
    store.close();
    server.close();
  }

  private PlanReport plan(String type, Map<String, Object> fields) {
    return new Planner(store, PROFILES).plan(new PlanRequest(type, Request.of(fields)));
  }

  private List<String> errorsOfExtraction(Map<String, Object> medium) {
    return plan("ExtractFaces", Map.of("project", "job", "medium", medium)).errors();
  }

  private PlanReport train(String model, Map<String, Object> training) {
    return plan(
        "TrainModel",
        Map.of(
            "project",
            "job",
            "model",
            model,
            "sources",
            List.of(SOURCE),
            "targets",
            List.of(TARGET),
            "training",
            training));
  }

  @Test
  void trainsOnFacesetsAsPutNamesThem() {
    Map<String, Object> source = Map.of("faceset", film, "name", "anna");
    Map<String, Object> fields = Map.of("project", "job", "sources", List.of(source, SOURCE));
    assertEquals(
        List.of("targets: name at least one faceset by its SHA-256."),
        plan("TrainModel", fields).errors());
    Map<String, Object> both = new TreeMap<>(fields);
    both.put("targets", List.of(TARGET));
    TrainPlan plan = plan("TrainModel", both).train().orElseThrow();
    assertEquals(List.of(film, SOURCE), plan.sources());
    both.put("targets", List.of(Map.of("faceset", "0".repeat(64)), Map.of("medium", film)));
    assertEquals(
        List.of(
            "targets[0].faceset: " + "0".repeat(64) + " is not in the store: put it there first.",
            "targets[1].faceset: is missing: the SHA-256 of something in the store, 64 hexadecimal"
                + " digits.",
            "targets[1].medium: is not known here."),
        plan("TrainModel", both).errors());
  }

  /** A checkpoint of this name in the log, of the given lineage. */
  private void checkpoint(
      String model, String architecture, String lineage, Optional<String> base) {
    LogWriter claim = ModelLog.of(store, model).claim("somebody|run|1", "progress");
    Append append =
        claim.appendIfMine(
            ModelLog.json(
                new ModelLog.Checkpoint(
                    architecture,
                    250,
                    lineage,
                    base,
                    Map.of("weights", film),
                    Map.of("iteration", 250))));
    assertTrue(append instanceof Append.Written);
  }

  @Test
  void namesTheKeyThatWasProbablyMeant() {
    List<String> errors =
        plan(
                "ExtractFaces",
                Map.of("project", "job", "medium", Map.of("media", film), "fanuot", Map.of()))
            .errors();
    assertEquals(List.of("fanuot: is not known here; did you mean \"fanout\"?"), errors);
  }

  @Test
  void namesTheKeyThatWasProbablyMeantInsideASection() {
    List<String> errors = train("inside", Map.of("bacth", 4)).errors();
    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.getFirst().startsWith("training.bacth: "), errors.toString());
    assertTrue(errors.getFirst().contains("\"batch\""), errors.toString());
  }

  @Test
  void howOftenCheckpointsAreMadeIsNoPartOfWhatIsTrained() {
    TrainPlan usual = train("usual", Map.of()).train().orElseThrow();
    TrainPlan often = train("usual", Map.of("checkpointMinutes", 0.5)).train().orElseThrow();
    assertEquals(Optional.empty(), usual.checkpointMinutes());
    assertEquals(Optional.of(0.5), often.checkpointMinutes());
    assertEquals(usual.training(), often.training());
    assertEquals(usual.iterations(), often.iterations());
    String error = train("usual", Map.of("checkpointMinutes", 0.01)).errors().getFirst();
    assertTrue(error.startsWith("training.checkpointMinutes: "), error);
  }

  @Test
  void theDeviceIsPartOfWhatIsTrainedUnlessItIsTheCpu() {
    TrainPlan usual = train("usual", Map.of()).train().orElseThrow();
    TrainPlan cpu = train("usual", Map.of("device", "cpu")).train().orElseThrow();
    TrainPlan cuda = train("usual", Map.of("device", "cuda")).train().orElseThrow();
    assertEquals(usual.training(), cpu.training(), "what was trained before keeps its key");
    assertEquals("cuda", cuda.training().get("device"));
    String error = train("usual", Map.of("device", "tpu")).errors().getFirst();
    assertTrue(error.startsWith("training.device: "), error);
  }

  @Test
  void theMicroBatchIsPartOfWhatIsTrainedUnlessItIsTheWholeBatch() {
    TrainPlan usual = train("usual", Map.of()).train().orElseThrow();
    TrainPlan whole = train("usual", Map.of("microBatch", 8)).train().orElseThrow();
    TrainPlan parts = train("usual", Map.of("microBatch", 3)).train().orElseThrow();
    assertEquals(usual.training(), whole.training(), "what was trained before keeps its key");
    assertEquals(3, parts.training().get("microBatch"));
    assertEquals(
        parts.training(),
        train("usual", Map.of("microBatch", 3, "batch", 8)).train().orElseThrow().training());
    String error = train("usual", Map.of("microBatch", 0)).errors().getFirst();
    assertTrue(error.startsWith("training.microBatch: "), error);
  }

  @Test
  void readsWhatATrainingCarriesOn() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", "job");
    fields.put("sources", List.of(SOURCE));
    fields.put("targets", List.of(TARGET));
    var carry =
        new TrainCarry(
            3,
            Optional.of(40L),
            Optional.empty(),
            true,
            Optional.of("3Gi"),
            Optional.of(new MicroBatch(2, Optional.of(film))));
    fields.put("carry", Json.MAPPER.convertValue(carry, Map.class));
    assertEquals(Optional.of(carry), plan("TrainModel", fields).train().orElseThrow().carry());
    fields.put("carry", Map.of("generation", 3, "microBatch", Map.of("faces", 0, "bsae", "")));
    assertEquals(
        List.of(
            "carry.microBatch.faces: 0 is outside 1 to 256.",
            "carry.microBatch.bsae: is not known here; did you mean \"base\"?"),
        plan("TrainModel", fields).errors());
  }

  @Test
  void findsAllErrorsAtOnce() {
    List<String> errors =
        plan(
                "FaceSwap",
                Map.of(
                    "project",
                    "a job",
                    "sources",
                    List.of(),
                    "targets",
                    List.of(Map.of("media", NOWHERE, "name", "b.mp4", "range", "9-3")),
                    "sourcePerson",
                    "somebody",
                    "training",
                    Map.of("batch", 0),
                    "container",
                    "avi"))
            .errors();
    for (String path :
        List.of(
            "project: ",
            "sources: ",
            "targets: b.mp4 (" + NOWHERE + ") is not in the store",
            "targets[0].range: ",
            "sourcePerson: ",
            "training.batch: ",
            "container: ")) {
      assertTrue(errors.stream().anyMatch(error -> error.startsWith(path)), path + " in " + errors);
    }
  }

  @Test
  void takesRangesOfFramesInOrderAndNoOthers() {
    for (String good : List.of("0-0", "100-200", "7-")) {
      assertEquals(List.of(), errorsOfExtraction(Map.of("media", film, "range", good)), good);
    }
    for (String bad : List.of("200-100", "-5", "1:5", "all", "1-5-9")) {
      List<String> errors = errorsOfExtraction(Map.of("media", film, "range", bad));
      assertEquals(1, errors.size(), bad + ": " + errors);
      assertTrue(errors.getFirst().startsWith("medium.range: "), errors.toString());
    }
  }

  @Test
  void tellsADigestThatIsNoneFromOneThatIsNotThere() {
    assertTrue(
        errorsOfExtraction(Map.of("media", "A".repeat(64))).getFirst().contains("is no SHA-256"));
    assertTrue(
        errorsOfExtraction(Map.of("media", NOWHERE)).getFirst().contains("is not in the store"));
  }

  @Test
  void aModelThatIsNamedKeepsItsArchitecture() {
    checkpoint("kept", "original", "some lineage", Optional.empty());
    TrainPlan plan = train("kept", Map.of()).train().orElseThrow();
    assertEquals("original", plan.training().get("architecture"));
    assertEquals(Optional.of(film), plan.base());
    assertEquals(
        List.of(
            "model: kept is of architecture original and not quick64: name that one, or another"
                + " model."),
        train("kept", Map.of("architecture", "quick64")).errors());
  }

  @Test
  void aPlanOfTrainingNamesTheVersionsItWasMadeFor() {
    Map<String, Object> training = train("versions", Map.of()).train().orElseThrow().training();
    assertTrue(training.containsKey("architectureVersion"), training.toString());
    assertTrue(training.containsKey("stepVersion"), training.toString());
    assertEquals(
        1, train("versions", Map.of("stepVersion", 7)).errors().size(), "nobody writes them");
  }

  @Test
  void refusesAConversionThatNobodyUnderstands() {
    List<String> errors =
        plan(
                "ConvertVideo",
                Map.of(
                    "project",
                    "job",
                    "target",
                    Map.of("media", film),
                    "weights",
                    film,
                    "conversion",
                    Map.of("architecture", "quick64", "crop", "tight", "thread", 2)))
            .errors();
    assertEquals(2, errors.size(), errors.toString());
    assertTrue(errors.stream().anyMatch(error -> error.startsWith("conversion.crop: tight")));
    assertTrue(errors.stream().anyMatch(error -> error.contains("did you mean \"threads\"?")));
  }

  @Test
  void keepsAGoodConversionAsItWasWritten() {
    Map<String, Object> written = Map.of("architecture", "quick64", "crop", "full", "threads", 2);
    PlanReport report =
        plan(
            "ConvertVideo",
            Map.of(
                "project",
                "job",
                "target",
                Map.of("media", film),
                "weights",
                film,
                "conversion",
                written));
    assertEquals(List.of(), report.errors());
    assertEquals(
        Json.MAPPER.valueToTree(written),
        Json.MAPPER.valueToTree(report.convert().orElseThrow().conversion()));
  }

  @Test
  void aLineageGoesOnFromItsOwnBaseAndAnotherFromTheNewestWeights() {
    ModelLog log = ModelLog.of(store, "bases");
    assertEquals(Optional.empty(), log.base("mine"));
    checkpoint("bases", "original", "mine", Optional.empty());
    assertEquals(Optional.empty(), log.base("mine"), "it began fresh");
    assertEquals(Optional.of(film), log.base("other"));
    checkpoint("bases", "original", "other", Optional.of(SOURCE));
    assertEquals(Optional.of(SOURCE), log.base("other"));
    assertEquals(Optional.of(film), log.base("mine"));
    assertEquals(2, log.claims());
  }

  private PlanReport swapWith(Map<String, Object> resources) {
    return plan(
        "FaceSwap",
        Map.of(
            "project",
            "job",
            "sources",
            List.of(Map.of("faceset", film)),
            "targets",
            List.of(Map.of("media", film)),
            "resources",
            resources));
  }

  @Test
  void stagesRunUnderTheProfilesAndNumbersThatAreAskedFor() {
    Map<String, Object> asked =
        Map.of(
            "train", Map.of("profile", "large", "gpus", 8, "memory", "128Gi"),
            "convert", Map.of("cpu", "8", "scratch", "40Gi"),
            "extract", Map.of("profile", "network"));
    assertEquals(asked, swapWith(asked).faceSwap().orElseThrow().resources());
    assertEquals(Map.of(), swapWith(Map.of()).faceSwap().orElseThrow().resources());
  }

  @Test
  void aProfileThatIsUnknownAndNumbersOutOfBoundsAreAllSaid() {
    List<String> errors =
        swapWith(
                Map.of(
                    "trian", Map.of(),
                    "train", Map.of("profile", "lagre", "memory", "lots"),
                    "convert", Map.of("gpus", 3, "memory", "33Gi", "cpu", 9, "disk", 1),
                    "merge", Map.of("memory", "1Gi"),
                    "extract", Map.of("memory", "100Mi")))
            .errors();
    for (String error :
        List.of(
            "resources.trian: is not known here; did you mean \"train\"?",
            "resources.train.profile: there is no profile \"lagre\" here; did you mean \"large\"?"
                + " There are large, network, plain.",
            "resources.train.memory: \"lots\" is no amount: write 8Gi.",
            "resources.convert.gpus: 3 is more than the 2 that the profile allows.",
            "resources.convert.memory: 33Gi is more than the 32Gi that the profile allows.",
            "resources.convert.cpu: 9 is more than the 8 that the profile allows.",
            "resources.convert.disk: is not known here.",
            "resources.merge.memory: steps on one machine share what it has: leave this out.",
            "resources.extract.memory: 100Mi is too little for any step: 256Mi at least.")) {
      assertTrue(errors.contains(error), error + " in " + errors);
    }
    assertEquals(9, errors.size(), errors.toString());
  }
}
