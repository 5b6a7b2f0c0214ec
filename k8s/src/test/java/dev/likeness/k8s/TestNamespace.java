package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.TimeUnit;

/** A namespace of a test's own on a real cluster, and what an operator may put into it. */
record TestNamespace(String name, KubernetesClient client) {
  private static final long SECONDS = 30;

  /** One whose name begins with that of the installed chart's namespace. */
  static TestNamespace named(String suffix) {
    String name =
        String.join(
            "-",
            System.getenv("LIKENESS_CLUSTER_NAMESPACE"),
            suffix,
            "" + ProcessHandle.current().pid());
    return new TestNamespace(
        name, new KubernetesClientBuilder().withConfig(config(name).build()).build());
  }

  private static ConfigBuilder config(String name) {
    return new ConfigBuilder().withNamespace(name);
  }

  ConfigBuilder config() {
    return config(name);
  }

  KubernetesClient clientOf(String user) {
    return new KubernetesClientBuilder()
        .withConfig(config().withImpersonateUsername(user).build())
        .build();
  }

  void create() {
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** Returns once the quota counts; admission learns of it a moment later. */
  void allowNoJobs(String quota) {
    client
        .resource(
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: %s}
            spec: {hard: {count/jobs.batch: "0"}}
            """
                .formatted(quota))
        .create();
    var _ =
        client
            .resourceQuotas()
            .withName(quota)
            .waitUntilCondition(
                is -> is != null && is.getStatus() != null && !is.getStatus().getHard().isEmpty(),
                SECONDS,
                TimeUnit.SECONDS);
  }

  void letRead(String user, String group, String kind) {
    String role = "read-" + kind;
    client
        .resource(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: %s}
            rules: [{apiGroups: ["%s"], resources: [%s], verbs: [get, list, watch]}]
            """
                .formatted(role, group, kind))
        .create();
    client
        .resource(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: %s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}]
            """
                .formatted(role, role, user))
        .create();
  }

  void remove() {
    var _ = client.namespaces().withName(name).delete();
    client.close();
  }
}
