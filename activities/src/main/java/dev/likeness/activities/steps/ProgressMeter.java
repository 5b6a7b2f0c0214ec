package dev.likeness.activities.steps;

import dev.likeness.activities.store.ProgressObject;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Running totals of a run of steps, published as one small object at most once an interval.
 * Publishing is a courtesy: when the store does not answer, the step goes on. Safe for several
 * threads.
 */
final class ProgressMeter {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressMeter.class);

  private final ProgressObject object;
  private final Duration interval;
  private final long started = System.nanoTime();

  /** Tells this process' totals from those of another that had the same name. */
  private final double began = System.currentTimeMillis() / 1e3;

  private final Map<String, Double> figures = new TreeMap<>();
  private final Map<String, String> notes = new TreeMap<>();
  private long published;
  private long before;
  private long done;
  private long total;
  private String unit = "";
  private double rate;

  ProgressMeter(ProgressObject object, Duration interval) {
    this.object = object;
    this.interval = interval;
    this.published = started - interval.toNanos();
  }

  /** The name of the object that is published. */
  String name() {
    return object.name();
  }

  /** Adds to the work ahead, in {@code unit}s. */
  synchronized void expect(long more, String unit) {
    total += more;
    this.unit = unit;
  }

  /** Some units are done. */
  synchronized void advance(long units) {
    done += units;
    rate = (done - before) / Math.max(1e-3, (System.nanoTime() - started) / 1e9);
    publishIfDue();
  }

  /** For work that does not begin at zero, such as a training that goes on. */
  synchronized void at(long done, long total, String unit, double rate) {
    this.done = done;
    this.total = total;
    this.unit = unit;
    this.rate = rate;
    publishIfDue();
  }

  /** Work that was there already, and does not count towards the rate. */
  synchronized void skip(long units) {
    done += units;
    before += units;
    publishIfDue();
  }

  synchronized void figure(String name, double value) {
    figures.put(name, value);
  }

  /** Adds to a running total, which begins at zero with this process. */
  synchronized void count(String name, double more) {
    figures.merge(name, more, Double::sum);
  }

  /** Keeps a moment ({@link System#nanoTime}) as a figure: seconds since the process began. */
  synchronized void moment(String name, long nanoTime) {
    figures.put(name, (nanoTime - started) / 1e9);
  }

  synchronized void note(String name, String value) {
    notes.put(name, value);
  }

  /** A text noted before, or nothing. */
  synchronized String note(String name) {
    return notes.getOrDefault(name, "");
  }

  synchronized void publish() {
    published = System.nanoTime();
    figures.put(RunFigure.BEGAN, began);
    moment(RunFigure.SECONDS, published);
    try {
      object.put(Json.MAPPER.valueToTree(new Progress(done, total, unit, rate, figures, notes)));
    } catch (StoreException e) {
      LOG.debug("Progress was not published", e);
    }
  }

  private void publishIfDue() {
    if (System.nanoTime() - published >= interval.toNanos()) {
      publish();
    }
  }
}
