package dev.likeness.activities.worker;

import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.PublicLinks;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.workflows.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Notes by which people see the newest preview sheet of a training in Temporal. A link is good for
 * an hour and stays the same for half of it, however often it is asked for.
 */
final class PreviewLinks {
  static final Duration VALID = Duration.ofHours(1);

  /** Says nothing: nobody asked for links. */
  static final PreviewLinks NONE = new PreviewLinks(Optional.empty(), InstantSource.system());

  private final Optional<Function<Digest, String>> sign;
  private final InstantSource clock;
  private final Map<String, Link> links = new ConcurrentHashMap<>();

  private record Link(String url, Instant made) {
    boolean isOlderThan(Duration age, Instant now) {
      return made.plus(age).isBefore(now);
    }
  }

  PreviewLinks(Optional<Function<Digest, String>> sign, InstantSource clock) {
    this.sign = sign;
    this.clock = clock;
  }

  /** Links to a store at the address that browsers have for it; none without one. */
  static PreviewLinks to(StoreAddress store, Optional<URI> publicEndpoint) {
    return new PreviewLinks(
        publicEndpoint.map(
            endpoint -> {
              var links = new PublicLinks(store, endpoint);
              return sheet -> links.link(sheet, "image/png", VALID);
            }),
        InstantSource.system());
  }

  /** The same progress, with a link when it tells of a preview. */
  Progress add(Progress told) {
    String sheet = told.notes().getOrDefault("preview", "");
    if (sign.isEmpty() || !sheet.matches("[0-9a-f]{64}")) {
      return told;
    }
    Map<String, String> notes = new TreeMap<>(told.notes());
    notes.put(Progress.PREVIEW_LINK, link(sheet, sign.get()));
    return told.withNotes(notes);
  }

  private String link(String sheet, Function<Digest, String> signed) {
    Instant now = clock.instant();
    links.values().removeIf(link -> link.isOlderThan(VALID.dividedBy(2), now));
    return links
        .computeIfAbsent(sheet, digest -> new Link(signed.apply(new Digest(digest)), now))
        .url();
  }
}
