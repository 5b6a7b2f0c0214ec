package dev.likeness.activities.steps;

import dev.likeness.activities.steps.ScarceEngine.Lack;
import dev.likeness.model.network.SameDiffEngine;
import java.io.IOException;

/** The program's own entry for steps, on a device that has room for so many faces a side. */
public final class ScarceProgram {
  private ScarceProgram() {}

  public static void main(String[] arguments) throws IOException {
    int room = Integer.parseInt(arguments[0]);
    int code =
        StepMain.run(
            System.in,
            kind ->
                kind == StepKind.TRAIN
                    ? task ->
                        TrainStep.run(
                            task,
                            config ->
                                new ScarceEngine(
                                    new SameDiffEngine(config.settings().threads()),
                                    room,
                                    Lack.WHEN_MADE))
                    : kind.step());
    System.exit(code);
  }

  /** A faceset to train on. */
  public static byte[] faces(int count, int red) throws IOException {
    return DrawnFaceset.of(count, red);
  }
}
