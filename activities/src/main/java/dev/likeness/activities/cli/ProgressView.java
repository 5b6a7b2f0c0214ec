package dev.likeness.activities.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Progress of one job: on a terminal a line that is drawn over, one for each stage; elsewhere a
 * line when a stage ends and about every 15 s.
 */
final class ProgressView implements AutoCloseable {
  private static final long SECONDS = 15;

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final Set<String> ended = new HashSet<>();
  private String shown = "";
  private String sentence = "";
  private long said;

  ProgressView(Screen screen, LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
    this.said = nanoTime.getAsLong();
  }

  static ProgressView on(Screen screen) {
    return new ProgressView(screen, System::nanoTime);
  }

  void show(SwapStatus status) {
    List<StageView> views = StageView.of(status);
    Optional<StageView> current = StageView.current(views);
    for (StageView view : views) {
      boolean passed = current.filter(now -> now.stage().equals(view.stage())).isEmpty();
      if (view.complete() && passed && ended.add(view.stage())) {
        line(view.ended());
      }
    }
    if (status.paused() && !sentence.equals("paused")) {
      sentence = "paused";
      line("paused   go on with: likeness resume --project " + status.project());
    } else if (!status.paused()) {
      sentence = "";
    }
    current.filter(view -> !ended.contains(view.stage())).ifPresent(this::draw);
  }

  private void draw(StageView view) {
    String line = view.line();
    if (screen.live()) {
      if (!line.equals(shown)) {
        screen.error().print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        screen.error().flush();
        shown = line;
      }
    } else if (nanoTime.getAsLong() - said >= SECONDS * 1_000_000_000L) {
      line(line);
    }
  }

  private void line(String line) {
    said = nanoTime.getAsLong();
    if (screen.live() && !shown.isEmpty()) {
      screen.error().print("\r" + " ".repeat(shown.length()) + "\r");
      shown = "";
    }
    screen.note(line);
  }

  /** Says how the last stage ended and leaves the cursor on a line of its own. */
  void finish(SwapStatus status) {
    for (StageView view : StageView.of(status)) {
      if (view.complete() && ended.add(view.stage())) {
        line(view.ended());
      }
    }
    close();
  }

  @Override
  public void close() {
    if (screen.live() && !shown.isEmpty()) {
      screen.error().println();
      screen.error().flush();
      shown = "";
    }
  }
}
