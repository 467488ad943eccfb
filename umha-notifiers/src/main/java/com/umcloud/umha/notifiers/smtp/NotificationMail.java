package com.umcloud.umha.notifiers.smtp;

import com.umcloud.umha.api.notify.Notification;
import com.umcloud.umha.api.notify.Severity;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A notification as a mail: plain text in UTF-8, the same Message-ID whenever it is sent again, all mails of one
 * incident in one thread, marked as automatic (RFC 3834) so that no absence notice answers it. Whatever the
 * notification says, it cannot add a header: control characters become blanks.
 */
final class NotificationMail extends MimeMessage {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST_IDENTIFIER = 120;

    private final String messageId;

    NotificationMail(Session session, SmtpConfig config, Notification notification) throws MessagingException {
        super(session);
        InternetAddress sender = address(config.sender());
        String domain = sender.getAddress().substring(sender.getAddress().lastIndexOf('@') + 1);
        messageId = messageId("umha", notification.id(), domain);
        setFrom(sender);
        for (String receiver : config.receivers()) {
            addRecipient(Message.RecipientType.TO, address(receiver));
        }
        setSubject(oneLine(config.subject() + ": " + notification.title()), "UTF-8");
        setSentDate(Date.from(notification.at()));
        setText(notification.body().replaceAll("\\R", "\r\n"), "UTF-8");
        header("Auto-Submitted", "auto-generated");
        header("X-UMHA-Notification", notification.id());
        header("X-UMHA-Kind", notification.kind());
        header("X-UMHA-Severity", notification.severity().name().toLowerCase(Locale.ROOT));
        if (notification.severity() == Severity.CRITICAL) {
            header("Importance", "high");
        }
        if (notification.host().isPresent()) {
            header("X-UMHA-Host", notification.host().get());
        }
        if (notification.incidentId().isPresent()) {
            String incident = notification.incidentId().get();
            String thread = messageId("umha-incident", incident, domain);
            header("X-UMHA-Incident", incident);
            header("In-Reply-To", thread);
            header("References", thread);
        }
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private void header(String name, String value) throws MessagingException {
        try {
            setHeader(name, MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(oneLine(value), "UTF-8", "B")));
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("header " + name, e);
        }
    }

    /** The name before an address may be in any script. */
    private static InternetAddress address(String text) throws MessagingException {
        InternetAddress address = new InternetAddress(text);
        try {
            address.setPersonal(address.getPersonal(), "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("address " + text, e);
        }
        return address;
    }

    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    private static String messageId(String type, String id, String domain) {
        boolean usable =
                id.length() <= LONGEST_IDENTIFIER && IDENTIFIER.matcher(id).matches();
        return "<" + type + "." + (usable ? id : digest(id)) + "@" + domain + ">";
    }

    private static String digest(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
