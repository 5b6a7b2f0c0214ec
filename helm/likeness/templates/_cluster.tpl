{{/*
What the worker reads as /etc/likeness/cluster.json. An unknown key is an error there, so nothing else may stand here, and
what is unset is left out.
*/}}
{{- define "likeness.cluster" -}}
{{- $root := . -}}
{{- $profiles := dict -}}
{{- range $name, $profile := .Values.profiles -}}
{{- $arguments := dict "root" $root "name" $name "profile" $profile -}}
{{- $_ := set $profiles $name (fromJson (include "likeness.profile" $arguments)) -}}
{{- end -}}
{{- $fields := ternary .Values.store .Values.store.steps (eq "yes" (include "likeness.stepsShareSecret" .)) -}}
{{- $store := dict
      "endpoint" .Values.store.endpoint
      "bucket" .Values.store.bucket
      "region" .Values.store.region
      "secret" (include "likeness.stepsSecret" .)
      "accessKeyField" $fields.accessKeyField
      "secretKeyField" $fields.secretKeyField -}}
{{- with .Values.store.ca.existingSecret -}}
{{- $_ := set $store "caSecret" . -}}
{{- end -}}
{{- with .Values.store.ca.existingConfigMap -}}
{{- $_ := set $store "caConfigMap" . -}}
{{- end -}}
{{- if or .Values.store.ca.existingSecret .Values.store.ca.existingConfigMap -}}
{{- $_ := set $store "caField" .Values.store.ca.key -}}
{{- end -}}
{{- $cluster := dict
      "namespace" (include "likeness.jobsNamespace" .)
      "installation" .Release.Name
      "serviceAccount" (include "likeness.stepsServiceAccount" .)
      "graceSeconds" (int .Values.jobs.graceSeconds)
      "keepSeconds" (int .Values.jobs.keepSeconds)
      "store" $store
      "profiles" $profiles -}}
{{- toPrettyJson $cluster -}}
{{- end -}}

{{/* An amount as text. Helm reads large numbers as floating point, and would write 4294967296 as 4.294967296e+09. */}}
{{- define "likeness.amount" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) -}}{{- int64 . -}}{{- else -}}{{- toString . -}}{{- end -}}
{{- end -}}

{{/* Memory in MiB, which is what Java's shares are counted in. The schema admits no other units than these. */}}
{{- define "likeness.mebibytes" -}}
{{- $amount := include "likeness.amount" . -}}
{{- $units := dict "" 1.0 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18
      "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 "Ei" 1152921504606846976.0 -}}
{{- divf (mulf (float64 (regexFind "^[0-9.]+" $amount)) (get $units (regexFind "[A-Za-z]*$" $amount))) 1048576.0 -}}
{{- end -}}

{{/* One profile as JSON: dict "root" "name" "profile". */}}
{{- define "likeness.profile" -}}
{{- $values := .root.Values -}}
{{- $given := .profile -}}
{{- $profile := dict
      "image" (default (include "likeness.image" .root) $given.image)
      "cpu" (include "likeness.amount" (default "1" $given.cpu))
      "memory" (include "likeness.amount" (default "2Gi" $given.memory))
      "scratch" (include "likeness.amount" (default "10Gi" $given.scratch))
      "heapMiB" (int (default 1024 $given.heapMiB)) -}}
{{- with $given.nativeMiB -}}{{- $_ := set $profile "nativeMiB" (int .) -}}{{- end -}}
{{- if and $given.gpu $given.gpus -}}
{{- $_ := set $profile "gpu" $given.gpu -}}
{{- $_ := set $profile "gpus" (int $given.gpus) -}}
{{- end -}}
{{- range $key := list "maxCpu" "maxMemory" "maxScratch" -}}
{{- with get $given $key -}}{{- $_ := set $profile $key (include "likeness.amount" .) -}}{{- end -}}
{{- end -}}
{{- with $given.maxGpus -}}{{- $_ := set $profile "maxGpus" (int .) -}}{{- end -}}
{{- range $key := list "sharedMemory" "nodeSelector" "tolerations" "affinity" "queue" -}}
{{- with get $given $key -}}{{- $_ := set $profile $key . -}}{{- end -}}
{{- end -}}
{{- with default $values.image.pullSecrets $given.pullSecrets -}}{{- $_ := set $profile "pullSecrets" . -}}{{- end -}}
{{- $priority := $given.priorityClass -}}
{{- if and (not $priority) $values.priorityClasses.create -}}
{{- if eq .name "network" -}}{{- $priority = include "likeness.trainingPriority" .root -}}{{- end -}}
{{- if eq .name "plain" -}}{{- $priority = include "likeness.interactivePriority" .root -}}{{- end -}}
{{- end -}}
{{- with $priority -}}{{- $_ := set $profile "priorityClass" . -}}{{- end -}}
{{- toJson $profile -}}
{{- end -}}
