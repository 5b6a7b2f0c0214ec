package dev.likeness.activities.cluster;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.activities.plan.Fields;
import dev.likeness.activities.runner.Amount;
import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.runner.RunVariables;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.k8s.CaBundle;
import dev.likeness.k8s.JobDefaults;
import dev.likeness.k8s.PodProfile;
import dev.likeness.k8s.PodToleration;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what the chart writes for {@code likeness worker --kubernetes}: all that is wrong with it
 * at once.
 */
public final class ClusterFile {
  private static final long DAY = 86_400;

  /** A Job that goes sooner has ended unseen where a worker was away for a moment. */
  private static final long LEAST_KEPT = 600;

  private static final long MEBIBYTES = 1 << 20;

  private final List<String> errors = new ArrayList<>();

  private ClusterFile() {}

  /**
   * The settings that a file writes down.
   *
   * @throws IllegalArgumentException with everything that is wrong, a line each
   */
  public static ClusterSettings read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(file + ":\n" + wrong.getMessage(), wrong);
    }
  }

  static ClusterSettings parse(String json) {
    ClusterFile file = new ClusterFile();
    Optional<ClusterSettings> settings = file.bind(tree(json));
    if (settings.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", file.errors));
    }
    return settings.get();
  }

  private static Object tree(String json) {
    try {
      return Json.MAPPER.readValue(json, Object.class);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("This is no JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  private Optional<ClusterSettings> bind(Object tree) {
    Fields all = Fields.of("", tree, errors);
    String namespace = all.required("namespace", "where Jobs are made.");
    String installation = all.required("installation", "the name of the Helm release.");
    Optional<String> account = all.text("serviceAccount");
    Duration grace = seconds(all, "graceSeconds", 1, 600);
    Duration keep = seconds(all, "keepSeconds", LEAST_KEPT, DAY);
    Fields store = all.object("store");
    String endpoint = store.required("endpoint", "the store's URL, as pods reach it.");
    String bucket = store.text("bucket", "likeness");
    String region = store.text("region", "us-east-1");
    String secret = store.required("secret", "the name of the secret with the steps' credentials.");
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(RunVariables.ACCESS_KEY, store.text("accessKeyField", "accessKey"));
    variables.put(RunVariables.SECRET_KEY, store.text("secretKeyField", "secretKey"));
    Optional<CaBundle> authority = authority(store);
    store.end();
    Map<String, ClusterProfile> profiles = profiles(all.object("profiles"));
    all.end();
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterSettings(
            namespace,
            new JobDefaults(installation, account, secret, variables, authority, grace, keep),
            URI.create(endpoint),
            bucket,
            region,
            profiles));
  }

  private static Optional<CaBundle> authority(Fields store) {
    Optional<String> secret = store.text("caSecret");
    Optional<String> configMap = store.text("caConfigMap");
    String key = store.text("caField", "ca.crt");
    if (secret.isPresent() && configMap.isPresent()) {
      store.error("caConfigMap", "name this or caSecret, not both.");
    }
    return secret
        .map(name -> new CaBundle(RunVariables.AUTHORITY, true, name, key))
        .or(() -> configMap.map(name -> new CaBundle(RunVariables.AUTHORITY, false, name, key)));
  }

  private static Duration seconds(Fields fields, String name, long least, long otherwise) {
    return Duration.ofSeconds(fields.whole(name, least, 30 * DAY).orElse(otherwise));
  }

  private Map<String, ClusterProfile> profiles(Fields written) {
    Map<String, ClusterProfile> profiles = new TreeMap<>();
    for (String name : written.all().keySet()) {
      profile(written.object(name)).ifPresent(profile -> profiles.put(name, profile));
    }
    for (String needed : List.of(StepKind.PLAIN, StepKind.NETWORK)) {
      if (!written.has(needed)) {
        written.error(needed, "is missing: every step runs under it or the other one.");
      }
    }
    return profiles;
  }

  private Optional<ClusterProfile> profile(Fields written) {
    int before = errors.size();
    String image = written.required("image", "the steps' image.");
    Optional<String> gpu = written.text("gpu");
    long gpus = written.whole("gpus", 0, 64).orElse(0L);
    if (gpus > 0 && gpu.isEmpty()) {
      written.error("gpu", "is missing: the resource's name, such as \"nvidia.com/gpu\".");
    }
    String cpu = amount(written, "cpu", "1");
    String memory = amount(written, "memory", "2Gi");
    String scratch = amount(written, "scratch", "10Gi");
    ProfileBounds bounds =
        new ProfileBounds(
            Optional.of(most(written, "maxCpu", cpu, cpu)),
            Optional.of(most(written, "maxMemory", memory, twice(memory))),
            Optional.of(most(written, "maxScratch", scratch, scratch)),
            Optional.of(written.whole("maxGpus", gpus, 64).orElse(gpus).intValue()));
    Optional<String> sharedMemory = written.text("sharedMemory");
    Map<String, String> nodes = written.texts("nodeSelector");
    List<PodToleration> tolerations =
        written.objects("tolerations").stream().map(ClusterFile::toleration).toList();
    Optional<String> affinity =
        written.raw("affinity").map(json -> Json.MAPPER.valueToTree(json).toString());
    Optional<String> priority = written.text("priorityClass");
    List<String> pullSecrets = written.textList("pullSecrets");
    Optional<String> queue = written.text("queue");
    JvmProfile jvm = jvm(written, gpus, memory);
    written.end();
    if (errors.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterProfile(
            new PodProfile(
                image,
                gpu,
                (int) gpus,
                cpu,
                memory,
                scratch,
                sharedMemory,
                nodes,
                tolerations,
                affinity,
                priority,
                pullSecrets,
                queue),
            jvm,
            bounds));
  }

  /** Java's shares of a pod's memory, which has to hold both and the program itself. */
  private static JvmProfile jvm(Fields written, long gpus, String memory) {
    int heap = written.whole("heapMiB", 64, MEBIBYTES).orElse(1024L).intValue();
    Optional<Long> natives = written.whole("nativeMiB", 64, MEBIBYTES);
    if (gpus > 0 && !written.has("nativeMiB")) {
      written.error(
          "nativeMiB",
          "is missing: without it networks may allocate no more outside the heap than the heap"
              + " has.");
    }
    JvmProfile jvm =
        natives
            .map(mebibytes -> JvmProfile.network(heap, mebibytes.intValue()))
            .orElseGet(() -> JvmProfile.plain(heap));
    if (Amount.of(memory).filter(has -> !has.isMoreThan(jvm.memory())).isPresent()) {
      written.error(
          "memory",
          memory
              + " is no more than the "
              + jvm.memory().memory()
              + " of heapMiB and nativeMiB: the pod would run out of memory.");
    }
    return jvm;
  }

  private static String amount(Fields written, String name, String otherwise) {
    String amount = written.text(name, otherwise);
    if (Amount.of(amount).isEmpty()) {
      written.error(name, "\"" + amount + "\" is no amount: write 4, 500m, 8Gi.");
    }
    return amount;
  }

  /** A bound, which cannot be below what the profile itself has. */
  private static String most(Fields written, String name, String own, String otherwise) {
    String most = amount(written, name, otherwise);
    if (Amount.of(own)
        .filter(has -> Amount.of(most).filter(has::isMoreThan).isPresent())
        .isPresent()) {
      written.error(name, most + " is less than the " + own + " that the profile itself has.");
    }
    return most;
  }

  private static String twice(String memory) {
    return Amount.of(memory).map(has -> has.times(2).memory()).orElse(memory);
  }

  private static PodToleration toleration(Fields written) {
    PodToleration toleration =
        new PodToleration(
            written.text("key", ""),
            written.text("operator", ""),
            written.text("value", ""),
            written.text("effect", ""));
    written.end();
    return toleration;
  }
}
