package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Bucket.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads everything that a store holds and says what must not be: damaged or partial objects,
 * manifests that promise what is not there, logs with gaps that no thinning explains, or with
 * entries of writers that had been overtaken.
 *
 * @param claims how often anybody took a model over
 * @param redone iterations that the newest checkpoints say were done again
 * @param findings what is wrong, a sentence each; empty for a sound store
 * @param results SHA-256 of what every visible manifest says was made, by {@code kind key}
 */
public record StoreAudit(
    int blobs,
    int manifests,
    int entries,
    int claims,
    long redone,
    List<String> findings,
    Map<String, String> results) {
  private static final Pattern OURS =
      Pattern.compile(
          "blobs/[0-9a-f]{2}/[0-9a-f]{64}|manifests/[0-9a-f]{2}/[0-9a-f]{64}(\\.[0-9]+)?\\.json"
              + "|logs/.+/[0-9]{12}\\.json|progress/.+\\.json|names/.+\\.json|retired/.+\\.json|probe/[0-9a-f-]{36}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public StoreAudit {
    findings = List.copyOf(findings);
    results = Map.copyOf(results);
  }

  /** Looks at the store at an address; a store that does not answer is an exception. */
  public static StoreAudit of(StoreAddress address) {
    try (Bucket bucket = new MinioBucket(address, Retries.USUAL)) {
      return of(bucket);
    }
  }

  static StoreAudit of(Bucket bucket) {
    return new Reading(bucket).all();
  }

  /** How many things were looked at. */
  public int artifacts() {
    return blobs + manifests + entries;
  }

  private static final class Reading {
    private final Bucket bucket;
    private final Map<String, Long> blobs = new TreeMap<>();
    private final Map<String, String> results = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private final Set<String> retired;
    private int entries;
    private int claims;
    private long redone;

    Reading(Bucket bucket) {
      this.bucket = bucket;
      this.retired =
          bucket.list(Names.RETIRED).stream().map(Stored::name).collect(Collectors.toSet());
    }

    StoreAudit all() {
      bucket.list("").stream()
          .map(Stored::name)
          .filter(name -> !OURS.matcher(name).matches())
          .forEach(name -> findings.add(name + " is no object of ours: something partial?"));
      bucket.list(Names.BLOBS).forEach(this::blob);
      List<Stored> manifests = bucket.list(Names.MANIFESTS);
      manifests.forEach(this::manifest);
      Map<String, List<Stored>> logs =
          bucket.list(Names.LOGS).stream()
              .collect(
                  Collectors.groupingBy(
                      stored -> stored.name().substring(0, stored.name().lastIndexOf('/')),
                      TreeMap::new,
                      Collectors.toList()));
      logs.forEach(this::log);
      return new StoreAudit(
          blobs.size(), manifests.size(), entries, claims, redone, findings, results);
    }

    private void blob(Stored stored) {
      String promised = stored.name().substring(stored.name().lastIndexOf('/') + 1);
      blobs.put(promised, stored.size());
      try (InputStream in = bucket.open(stored.name(), 0)) {
        String found = Digest.of(in.readAllBytes()).hex();
        if (!found.equals(promised)) {
          findings.add(stored.name() + " has the content of " + found + ": a torn blob.");
        }
      } catch (IOException e) {
        findings.add(stored.name() + " cannot be read: " + e + ".");
      }
    }

    private void manifest(Stored stored) {
      try {
        Manifest manifest = ArtifactStore.parse(bucket, stored.name(), Manifest.class);
        // A later answer to the same step has a number behind the key.
        String first = Names.manifest(manifest.key()).replace(".json", "");
        if (!stored.name().matches(Pattern.quote(first) + "(\\.[0-9]+)?\\.json")) {
          findings.add(stored.name() + " answers another step, " + manifest.key() + ".");
        }
        manifest
            .result()
            .outputs()
            .forEach(
                (name, blob) -> {
                  if (blobs.getOrDefault(blob.digest().hex(), -1L) != blob.size()) {
                    findings.add(stored.name() + " promises " + name + ", which is not there.");
                  }
                });
        named(stored.name(), CanonicalJson.tree(manifest.inputs()));
        results.put(manifest.kind() + " " + manifest.key().hex(), manifest.result().digest().hex());
      } catch (StoreException | IllegalArgumentException damaged) {
        findings.add(stored.name() + " is no manifest: " + damaged.getMessage());
      }
    }

    /** Every digest in this JSON has to be a blob's. */
    private void named(String where, JsonNode json) {
      Matcher digests = DIGEST.matcher(CanonicalJson.text(json));
      while (digests.find()) {
        if (!blobs.containsKey(digests.group())) {
          findings.add(where + " names blob " + digests.group() + ", which is not there.");
        }
      }
    }

    private void log(String log, List<Stored> stored) {
      String owner = "";
      long number = 0;
      Map<String, String> made = new HashMap<>();
      for (Stored entry : stored) {
        entries++;
        number++;
        while (!entry.name().endsWith(Names.digits(number))
            && retired.contains(Names.retired(log + "/" + Names.digits(number)))) {
          number++;
        }
        try {
          LogEntry read = ArtifactStore.parse(bucket, entry.name(), LogEntry.class);
          if (read.number() != number || Names.number(entry.name()) != number) {
            findings.add(entry.name() + " should be number " + number + ": the log has a gap.");
          }
          if (read.claim()) {
            claims++;
            owner = read.owner();
          } else {
            content(entry.name(), read, owner, made);
          }
        } catch (StoreException | IllegalArgumentException damaged) {
          findings.add(entry.name() + " is no entry: " + damaged.getMessage());
        }
      }
    }

    private void content(String name, LogEntry entry, String owner, Map<String, String> made) {
      if (!entry.owner().equals(owner)) {
        findings.add(name + " is by " + entry.owner() + ", but " + owner + " had claimed the log.");
      }
      JsonNode values = entry.content().path("values");
      redone = Math.max(redone, values.path("iterationsRedone").asLong());
      JsonNode outputs = entry.content().path("outputs");
      named(name, outputs);
      String moment = entry.content().path("lineage") + " " + entry.content().path("iteration");
      String before = made.putIfAbsent(moment, outputs.toString());
      if (before != null && !before.equals(outputs.toString())) {
        findings.add(name + " is another checkpoint of an iteration that the log had already.");
      }
    }
  }
}
