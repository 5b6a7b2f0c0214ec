{{/* The names of objects. */}}
{{- define "likeness.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* 40 characters leave room for the longest suffix. A cut may leave a dot at the end, too. */}}
{{- define "likeness.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimAll "-." -}}
{{- else if contains (include "likeness.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimAll "-." -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "likeness.name" .) | trunc 40 | trimAll "-." -}}
{{- end -}}
{{- end -}}

{{- define "likeness.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ include "likeness.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* Step pods have neither a name nor a component label, so this never finds them. */}}
{{- define "likeness.workerSelector" -}}
app.kubernetes.io/name: {{ include "likeness.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: worker
{{- end -}}

{{- define "likeness.gcSelector" -}}
app.kubernetes.io/name: {{ include "likeness.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: gc
{{- end -}}

{{- define "likeness.setupSelector" -}}
app.kubernetes.io/name: {{ include "likeness.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: setup
{{- end -}}

{{/* The labels that the worker gives step pods. Helm's own objects are managed by Helm. */}}
{{- define "likeness.stepSelector" -}}
app.kubernetes.io/managed-by: likeness
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "likeness.jobsNamespace" -}}
{{- default .Release.Namespace .Values.jobs.namespace -}}
{{- end -}}

{{- define "likeness.tag" -}}
{{- default .Chart.AppVersion .Values.image.tag -}}
{{- end -}}

{{- define "likeness.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (include "likeness.tag" .) -}}
{{- end -}}
{{- end -}}

{{- define "likeness.workerServiceAccount" -}}
{{- default (printf "%s-worker" (include "likeness.fullname" .)) .Values.serviceAccount.worker.name -}}
{{- end -}}

{{- define "likeness.stepsServiceAccount" -}}
{{- default (printf "%s-steps" (include "likeness.fullname" .)) .Values.serviceAccount.steps.name -}}
{{- end -}}

{{- define "likeness.storeSecret" -}}
{{- default (printf "%s-store" (include "likeness.fullname" .)) .Values.store.existingSecret -}}
{{- end -}}

{{/* "yes" when steps read the very secret that the operator made for the worker. */}}
{{- define "likeness.stepsShareSecret" -}}
{{- if and .Values.store.steps.sameCredentials .Values.store.existingSecret -}}yes{{- end -}}
{{- end -}}

{{- define "likeness.stepsSecret" -}}
{{- if include "likeness.stepsShareSecret" . -}}
{{- .Values.store.existingSecret -}}
{{- else -}}
{{- default (printf "%s-store-steps" (include "likeness.fullname" .)) .Values.store.steps.existingSecret -}}
{{- end -}}
{{- end -}}

{{- define "likeness.temporalTls" -}}
{{- if or .Values.temporal.tls.enabled .Values.temporal.existingSecret -}}yes{{- end -}}
{{- end -}}

{{- define "likeness.temporalCa" -}}
{{- if and .Values.temporal.existingSecret .Values.temporal.tls.ca -}}yes{{- end -}}
{{- end -}}

{{- define "likeness.temporalMutual" -}}
{{- if and .Values.temporal.existingSecret .Values.temporal.tls.mutual -}}yes{{- end -}}
{{- end -}}

{{- define "likeness.storeCa" -}}
{{- if or .Values.store.ca.existingSecret .Values.store.ca.existingConfigMap -}}yes{{- end -}}
{{- end -}}

{{/* The port of a URL, written or implied by its scheme. */}}
{{- define "likeness.urlPort" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- if $port -}}
{{- $port -}}
{{- else if eq $url.scheme "https" -}}
443
{{- else -}}
80
{{- end -}}
{{- end -}}

{{- define "likeness.temporalPort" -}}
{{- default "7233" (regexFind "[0-9]+$" .Values.temporal.address) -}}
{{- end -}}

{{/* The store and the worker's credentials for it, for whatever may delete there. */}}
{{- define "likeness.storeEnv" -}}
- name: LIKENESS_S3_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ include "likeness.storeSecret" . | quote }}
      key: {{ .Values.store.accessKeyField | quote }}
- name: LIKENESS_S3_SECRET_KEY
  valueFrom:
    secretKeyRef:
      name: {{ include "likeness.storeSecret" . | quote }}
      key: {{ .Values.store.secretKeyField | quote }}
- name: LIKENESS_S3_BUCKET
  value: {{ .Values.store.bucket | quote }}
- name: LIKENESS_S3_REGION
  value: {{ .Values.store.region | quote }}
{{- if include "likeness.storeCa" . }}
- name: LIKENESS_S3_CA_PATH
  value: /etc/likeness-store/ca.crt
{{- end }}
{{- end -}}

{{- define "likeness.storeVolume" -}}
{{- if include "likeness.storeCa" . -}}
- name: store-ca
  {{- if .Values.store.ca.existingSecret }}
  secret:
    secretName: {{ .Values.store.ca.existingSecret | quote }}
  {{- else }}
  configMap:
    name: {{ .Values.store.ca.existingConfigMap | quote }}
  {{- end }}
    items:
      - key: {{ .Values.store.ca.key | quote }}
        path: ca.crt
{{- end -}}
{{- end -}}

{{- define "likeness.storeMount" -}}
{{- if include "likeness.storeCa" . -}}
- name: store-ca
  mountPath: /etc/likeness-store
  readOnly: true
{{- end -}}
{{- end -}}

{{/* Temporal's own variables: the same for the worker and for the hook. */}}
{{- define "likeness.temporalEnv" -}}
- name: TEMPORAL_NAMESPACE
  value: {{ .Values.temporal.namespace | quote }}
{{- if include "likeness.temporalTls" . }}
- name: TEMPORAL_TLS
  value: "true"
{{- end }}
{{- if include "likeness.temporalCa" . }}
- name: TEMPORAL_TLS_SERVER_CA_CERT_PATH
  value: /etc/likeness-temporal/ca.crt
{{- end }}
{{- if include "likeness.temporalMutual" . }}
- name: TEMPORAL_TLS_CLIENT_CERT_PATH
  value: /etc/likeness-temporal/tls.crt
- name: TEMPORAL_TLS_CLIENT_KEY_PATH
  value: /etc/likeness-temporal/tls.key
{{- end }}
{{- with .Values.temporal.tls.serverName }}
- name: TEMPORAL_TLS_SERVER_NAME
  value: {{ . | quote }}
{{- end }}
{{- with .Values.temporal.apiKey.existingSecret }}
- name: TEMPORAL_API_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: {{ $.Values.temporal.apiKey.key | quote }}
{{- end }}
{{- end -}}

{{/* OpenTelemetry's own variables. Who started a job may have decided whether it is traced. */}}
{{- define "likeness.tracingEnv" -}}
{{- with .Values.worker.tracing -}}
{{- if .endpoint -}}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ .endpoint | quote }}
- name: OTEL_TRACES_SAMPLER
  value: parentbased_traceidratio
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ .samplingRatio | quote }}
{{- with .headers.existingSecret }}
- name: OTEL_EXPORTER_OTLP_HEADERS
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: {{ $.Values.worker.tracing.headers.key | quote }}
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Only the keys that are read, so that a secret without them keeps the pod from starting and says why. */}}
{{- define "likeness.temporalVolume" -}}
{{- if or (include "likeness.temporalCa" .) (include "likeness.temporalMutual" .) -}}
- name: temporal-tls
  secret:
    secretName: {{ .Values.temporal.existingSecret | quote }}
    defaultMode: 0440
    items:
      {{- if include "likeness.temporalCa" . }}
      - key: ca.crt
        path: ca.crt
      {{- end }}
      {{- if include "likeness.temporalMutual" . }}
      - key: tls.crt
        path: tls.crt
      - key: tls.key
        path: tls.key
      {{- end }}
{{- end -}}
{{- end -}}

{{- define "likeness.temporalMount" -}}
{{- if or (include "likeness.temporalCa" .) (include "likeness.temporalMutual" .) -}}
- name: temporal-tls
  mountPath: /etc/likeness-temporal
  readOnly: true
{{- end -}}
{{- end -}}

{{/* Pod Security "restricted". The image's files are readable to all; 65532 owns nothing. */}}
{{- define "likeness.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "likeness.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end -}}

{{/* An egress rule to some peers, or to anywhere: dict "peers" "ports". */}}
{{- define "likeness.egress" -}}
{{- $ports := list -}}
{{- range .ports -}}
{{- $ports = append $ports (dict "protocol" "TCP" "port" (int .)) -}}
{{- end -}}
{{- $rule := dict "ports" $ports -}}
{{- with .peers -}}{{- $_ := set $rule "to" . -}}{{- end -}}
{{- list $rule | toYaml -}}
{{- end -}}

{{- define "likeness.egressDns" -}}
{{- $ports := list -}}
{{- range .Values.networkPolicy.dnsPorts -}}
{{- $ports = append $ports (dict "protocol" "UDP" "port" (int .)) -}}
{{- $ports = append $ports (dict "protocol" "TCP" "port" (int .)) -}}
{{- end -}}
{{- $rule := dict "ports" $ports -}}
{{- with .Values.networkPolicy.dns -}}{{- $_ := set $rule "to" . -}}{{- end -}}
{{- list $rule | toYaml -}}
{{- end -}}

{{- define "likeness.egressStore" -}}
{{- $ports := default (list (include "likeness.urlPort" .Values.store.endpoint)) .Values.networkPolicy.storePorts -}}
{{- include "likeness.egress" (dict "peers" .Values.networkPolicy.store "ports" $ports) -}}
{{- end -}}

{{- define "likeness.egressTemporal" -}}
{{- $ports := default (list (include "likeness.temporalPort" .)) .Values.networkPolicy.temporalPorts -}}
{{- include "likeness.egress" (dict "peers" .Values.networkPolicy.temporal "ports" $ports) -}}
{{- end -}}

{{- define "likeness.egressTracing" -}}
{{- $ports := default (list (include "likeness.urlPort" .Values.worker.tracing.endpoint)) .Values.networkPolicy.tracingPorts -}}
{{- include "likeness.egress" (dict "peers" .Values.networkPolicy.tracing "ports" $ports) -}}
{{- end -}}

{{/* PriorityClasses belong to the whole cluster: the namespace keeps two releases of one name apart. */}}
{{- define "likeness.trainingPriority" -}}
{{- default (printf "%s-%s-training" .Release.Namespace (include "likeness.fullname" .)) .Values.priorityClasses.training.name -}}
{{- end -}}

{{- define "likeness.interactivePriority" -}}
{{- default (printf "%s-%s-interactive" .Release.Namespace (include "likeness.fullname" .)) .Values.priorityClasses.interactive.name -}}
{{- end -}}
