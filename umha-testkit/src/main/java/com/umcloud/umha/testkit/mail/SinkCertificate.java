package com.umcloud.umha.testkit.mail;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate for {@code localhost} and {@code 127.0.0.1}, made anew by the JDK's keytool.
 *
 * @param context serves with it
 * @param pem the certificate as a client would trust it
 */
record SinkCertificate(SSLContext context, String pem) {
    private static final String ALIAS = "sink";

    static SinkCertificate make() throws InterruptedException {
        String password = UUID.randomUUID().toString();
        try {
            Path directory = Files.createTempDirectory("smtp-sink");
            Path file = directory.resolve("sink.p12");
            try {
                runKeytool(file, password);
                return read(file, password.toCharArray());
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new UmhaException(FailureType.INTERNAL, "no certificate for the simulated mail server: " + e, e);
        }
    }

    private static void runKeytool(Path file, String password) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "365",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                "SINK_STORE_PASSWORD"));
        keytool.environment().put("SINK_STORE_PASSWORD", password);
        Process process = keytool.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("keytool did not end within 30 s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("keytool ended with status " + process.exitValue());
        }
    }

    private static SinkCertificate read(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + lines.encodeToString(store.getCertificate(ALIAS).getEncoded()) + "\n-----END CERTIFICATE-----\n";
        return new SinkCertificate(context, pem);
    }
}
