package dev.likeness.activities.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The workflow types, by the names that people type into Temporal. */
enum JobType {
  FACE_SWAP("FaceSwap", ""),
  EXTRACT_FACES("ExtractFaces", "-extract"),
  TRAIN_MODEL("TrainModel", "-train"),
  CONVERT_VIDEO("ConvertVideo", "-convert");

  private final String type;
  private final String suffix;

  JobType(String type, String suffix) {
    this.type = type;
    this.suffix = suffix;
  }

  /** The workflow's id when none was named; a swap's is its project, as commands assume. */
  String id(String project) {
    return project + suffix;
  }

  /** Where a request names a person, by an id or by a picture. */
  List<String> people() {
    return switch (this) {
      case FACE_SWAP -> List.of("sourcePerson", "targetPerson");
      case EXTRACT_FACES, CONVERT_VIDEO -> List.of("person");
      case TRAIN_MODEL -> List.of();
    };
  }

  /** Understands Temporal's names only. */
  static final class Converter implements ITypeConverter<JobType> {
    @Override
    public JobType convert(String typed) {
      return Arrays.stream(values())
          .filter(type -> type.toString().equals(typed))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\"" + typed + "\" is not one of " + Arrays.toString(values()) + "."));
    }
  }

  /** As typed, which the help and Temporal show. */
  @Override
  public String toString() {
    return type;
  }
}
