package dev.likeness.workflows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Binds the requests of these tests; it trusts them, apart from what a test refuses. */
final class FakePlanner {
  static final String NOT_AN_OBJECT = "The request: write a JSON object, {\"name\": value}.";

  private FakePlanner() {}

  static PlanReport plan(PlanRequest request) {
    if (!(request.request().written() instanceof Map<?, ?> written)) {
      return PlanReport.refused(List.of(NOT_AN_OBJECT));
    }
    Map<String, Object> fields = fields(written);
    return switch (request.workflowType()) {
      case "ExtractFaces" -> PlanReport.of(extract(fields));
      case "TrainModel" -> PlanReport.of(train(fields));
      case "ConvertVideo" -> PlanReport.of(convert(fields));
      case "FaceSwap" -> PlanReport.of(faceSwap(fields));
      default -> PlanReport.refused(List.of("There is no type " + request.workflowType() + "."));
    };
  }

  private static ExtractPlan extract(Map<String, Object> fields) {
    return new ExtractPlan(
        text(fields, "project"),
        medium(object(fields, "medium")),
        Optional.ofNullable((String) fields.get("person")),
        !Boolean.FALSE.equals(fields.get("faceset")),
        object(fields, "extraction"),
        fanout(fields),
        object(fields, "resources"));
  }

  private static TrainPlan train(Map<String, Object> fields) {
    Map<String, Object> training = object(fields, "training");
    Optional<Double> minutes = number(training, "minutes").map(Number::doubleValue);
    Optional<Long> iterations =
        minutes.isPresent()
            ? Optional.empty()
            : number(training, "iterations").map(Number::longValue).or(() -> Optional.of(100L));
    training.remove("minutes");
    training.remove("iterations");
    Map<String, Object> carried = object(fields, "carry");
    Optional<TrainCarry> carry =
        number(carried, "generation")
            .map(
                generation ->
                    new TrainCarry(
                        generation.intValue(),
                        number(carried, "iterations").map(Number::longValue),
                        number(carried, "minutes").map(Number::doubleValue),
                        Boolean.TRUE.equals(carried.get("paused")),
                        Optional.ofNullable((String) carried.get("memory")),
                        microBatch(object(carried, "microBatch"))));
    return new TrainPlan(
        text(fields, "project"),
        fields.containsKey("model") ? text(fields, "model") : "model",
        texts(fields, "sources"),
        texts(fields, "targets"),
        training,
        iterations,
        minutes,
        Optional.empty(),
        Optional.empty(),
        carry,
        object(fields, "resources"));
  }

  private static Optional<MicroBatch> microBatch(Map<String, Object> fields) {
    return number(fields, "faces")
        .map(
            faces ->
                new MicroBatch(faces.intValue(), Optional.ofNullable((String) fields.get("base"))));
  }

  private static ConvertPlan convert(Map<String, Object> fields) {
    return new ConvertPlan(
        text(fields, "project"),
        medium(object(fields, "target")),
        Optional.ofNullable((String) fields.get("person")),
        object(fields, "extraction"),
        text(fields, "weights"),
        object(fields, "conversion"),
        object(fields, "merging"),
        "mp4",
        fanout(fields),
        object(fields, "resources"));
  }

  private static FaceSwapPlan faceSwap(Map<String, Object> fields) {
    return new FaceSwapPlan(
        text(fields, "project"),
        media(fields, "sources"),
        List.of(),
        media(fields, "targets"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        object(fields, "extraction"),
        object(fields, "training"),
        object(fields, "merging"),
        "mp4",
        fanout(fields),
        object(fields, "resources"));
  }

  private static List<Medium> media(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof List<?> all
        ? all.stream().map(each -> medium(fields((Map<?, ?>) each))).toList()
        : List.of();
  }

  private static Medium medium(Map<String, Object> fields) {
    return new Medium(text(fields, "name"), text(fields, "media"), Optional.empty());
  }

  private static Fanout fanout(Map<String, Object> fields) {
    Map<String, Object> fanout = object(fields, "fanout");
    return new Fanout(
        number(fanout, "chunk").orElse(10).intValue(),
        number(fanout, "parallel").orElse(2).intValue());
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(fields.get(name));
  }

  private static List<String> texts(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Optional<Number> number(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  private static Map<String, Object> object(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof Map<?, ?> map ? fields(map) : new TreeMap<>();
  }

  private static Map<String, Object> fields(Map<?, ?> written) {
    Map<String, Object> fields = new TreeMap<>();
    written.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return fields;
  }
}
