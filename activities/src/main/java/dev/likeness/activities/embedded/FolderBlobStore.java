package dev.likeness.activities.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A folder as a store that answers a write when a power cut cannot take it back, that answers 507
 * when its disk is full and 403 when it may not be written, where S3Proxy alone says 500, and lists
 * no object that is still being written.
 */
final class FolderBlobStore extends ForwardingBlobStore {
  private static final int INSUFFICIENT_STORAGE = 507;
  private static final int FORBIDDEN = 403;

  /**
   * What S3Proxy writes before it renames it: the object's name, a hyphen and a random UUID, in the
   * same folder. No object of ours is named so.
   */
  private static final Pattern UNFINISHED =
      Pattern.compile(".*[^/]-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final DurableFolder disk;

  FolderBlobStore(Path folder) {
    super(new FilesystemNio2BlobStore(folder.toString()));
    disk = new DurableFolder(folder);
  }

  static boolean isUnfinished(Path file) {
    return isUnfinished(file.toString());
  }

  private static boolean isUnfinished(String name) {
    return UNFINISHED.matcher(name).matches();
  }

  /** Without this a log could not be read while, or ever after, an entry was being written. */
  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response listed = super.list(request);
    return listed.toBuilder()
        .contents(listed.contents().stream().filter(found -> !isUnfinished(found.key())).toList())
        .build();
  }

  /**
   * S3Proxy gives an object its name and leaves its bytes to the system, which may write the name
   * first. Who finds a name taken may rely on what it says, so that is made durable, too.
   */
  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return write(
        () -> {
          try {
            return super.putBlob(request, content);
          } finally {
            disk.keep(request.bucket(), request.key());
          }
        });
  }

  /** Not durable by itself: the object that it becomes part of is. */
  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    return write(() -> super.uploadMultipartPart(upload, request, content));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return write(
        () -> {
          CompleteMultipartUploadResponse made = super.completeMultipartUpload(upload, request);
          disk.keep(upload.containerName(), upload.blobName());
          return made;
        });
  }

  private static <T> T write(Supplier<T> writing) {
    try {
      return writing.get();
    } catch (RuntimeException failure) {
      if (isFullDisk(failure)) {
        throw S3Exceptions.fromStatusCode(INSUFFICIENT_STORAGE, failure);
      }
      throw isReadOnly(failure) ? S3Exceptions.fromStatusCode(FORBIDDEN, failure) : failure;
    }
  }

  /** As S3 calls what is not allowed; asking again would not help. */
  private static boolean isReadOnly(Throwable failure) {
    return any(
        failure,
        cause ->
            cause instanceof AccessDeniedException
                || (cause instanceof IOException && says(cause, "read-only file system")));
  }

  static boolean isFullDisk(Throwable failure) {
    return any(
        failure,
        cause ->
            cause instanceof IOException
                && (says(cause, "no space left") || says(cause, "quota exceeded")));
  }

  private static boolean any(Throwable failure, Predicate<Throwable> such) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (such.test(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(Throwable cause, String words) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }
}
