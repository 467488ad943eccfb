package com.umcloud.umha.notifiers.smtp;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Turns the configuration into the mail library's settings (names: its package {@code org.eclipse.angus.mail.smtp}). */
final class SmtpSession {
    private final SmtpConfig config;
    private final Optional<SSLSocketFactory> trusting;

    /** @throws UmhaException of type CONFIGURATION if the authorities' file holds no certificates */
    SmtpSession(SmtpConfig config) {
        this.config = config;
        this.trusting = config.authorities().map(SmtpSession::trusting);
    }

    /** The sockets of one delivery. */
    DeadlineSockets sockets() {
        return config.tlsFromTheStart() && trusting.isPresent()
                ? new DeadlineSockets(trusting.get()::createSocket)
                : new DeadlineSockets(Socket::new);
    }

    /** The library's session of one delivery that may take {@code limit}. */
    Session open(DeadlineSockets sockets, Duration limit) {
        Properties settings = new Properties();
        settings.setProperty("mail.transport.protocol", "smtp");
        settings.setProperty("mail.smtp.localhost", config.localHost());
        settings.setProperty("mail.smtp.sendpartial", "true");
        settings.setProperty("mail.smtp.quitwait", "false");
        settings.setProperty("mail.smtp.auth", String.valueOf(config.login().isPresent()));
        // The deadline breaks the connection earlier; this is for the day it does not.
        settings.setProperty(
                "mail.smtp.timeout", String.valueOf(limit.multipliedBy(2).toMillis()));
        Duration connect = config.connectTimeout().compareTo(limit) < 0 ? config.connectTimeout() : limit;
        settings.setProperty("mail.smtp.connectiontimeout", String.valueOf(connect.toMillis()));
        settings.setProperty("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.socketFactory", sockets);
        secure(settings);
        return Session.getInstance(settings);
    }

    private void secure(Properties settings) {
        settings.setProperty("mail.smtp.ssl.enable", String.valueOf(config.tlsFromTheStart()));
        if (!config.tlsFromTheStart()) {
            settings.setProperty("mail.smtp.starttls.enable", String.valueOf(config.tls() != TlsMode.NONE));
            settings.setProperty("mail.smtp.starttls.required", String.valueOf(config.tls() == TlsMode.STARTTLS));
            trusting.ifPresent(factory -> settings.put("mail.smtp.ssl.socketFactory", factory));
        }
        settings.setProperty("mail.smtp.ssl.checkserveridentity", String.valueOf(config.verifiesServer()));
        if (!config.verifiesServer()) {
            settings.setProperty("mail.smtp.ssl.trust", "*");
        }
    }

    private static SSLSocketFactory trusting(Path authorities) {
        try (InputStream in = Files.newInputStream(authorities)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("the file is empty");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new UmhaException(
                    FailureType.CONFIGURATION,
                    "[email] ca_file: " + authorities + " holds no certificates in PEM: " + e.getMessage(),
                    e);
        }
    }
}
