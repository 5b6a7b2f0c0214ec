package dev.likeness.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Where the types of each outside system end. */
class EdgesTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.likeness");

  private static final ArchRule NATIVES =
      noClasses()
          .that()
          .resideInAPackage("dev.likeness.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
          .because(
              "ND4J, OpenCV and FFmpeg end at the edge of model: activities see pictures and records");

  private static final ArchRule TEMPORAL =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.likeness.activities.steps..",
              "dev.likeness.activities.store..",
              "dev.likeness.activities.runner..",
              "dev.likeness.activities.models..",
              "dev.likeness.activities.plan..",
              "dev.likeness.model..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..")
          .because(
              "a step and what it stands on run in pods that reach the store and nothing else");

  private static final ArchRule S3 =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.likeness.activities.store..", "dev.likeness.activities.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.minio..", "org.gaul..", "okhttp3..")
          .because("one class speaks to the store, so that S3Proxy and MinIO take the same path");

  private static final ArchRule METERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.likeness.activities.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..")
          .because(
              "whoever sees something tells an observer of its own words; metrics makes meters of it");

  private static final ArchRule TRACES =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.likeness.activities.tracing..")
          .and()
          .doNotHaveFullyQualifiedName("dev.likeness.activities.worker.LogContext")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because(
              "spans are made from what a workflow has in its history; the log only says which"
                  + " trace a line belongs to");

  private static final ArchRule OBSERVERS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.likeness.activities.metrics..",
              "dev.likeness.activities.tracing..",
              "dev.likeness.activities.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.likeness.activities.metrics..", "dev.likeness.activities.tracing..")
          .because("only the process' main knows who observes: the embedded worker has nobody");

  private static final ArchRule LAYERS =
      noClasses()
          .that()
          .resideInAnyPackage("dev.likeness.model..", "dev.likeness.workflows..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.likeness.activities..")
          .because("nothing points at activities");

  @Test
  void nativeLibrariesEndAtTheEdgeOfModel() {
    NATIVES.check(ALL);
  }

  @Test
  void temporalEndsAtTheWorkerAndTheCommandLine() {
    TEMPORAL.check(ALL);
  }

  @Test
  void onlyTheStoreSpeaksS3() {
    S3.check(ALL);
  }

  @Test
  void metersEndAtTheEdgeOfMetrics() {
    METERS.check(ALL);
    OBSERVERS.check(ALL);
  }

  @Test
  void openTelemetryEndsAtTheEdgeOfTracing() {
    TRACES.check(ALL);
  }

  @Test
  void nothingPointsAtActivities() {
    LAYERS.check(ALL);
  }

  @Test
  void modelAndWorkflowsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.likeness.model..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.likeness.workflows..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("dev.likeness.workflows..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.likeness.model..")
        .check(ALL);
  }

  @Test
  void theRulesCanFail() {
    ArchRule wrong =
        classes()
            .that()
            .resideInAPackage("dev.likeness.activities.store..")
            .should()
            .beInterfaces();
    assertThrows(AssertionError.class, () -> wrong.check(ALL));
  }
}
