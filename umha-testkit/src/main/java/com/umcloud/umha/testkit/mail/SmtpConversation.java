package com.umcloud.umha.testkit.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The server's side of one SMTP connection (RFC 5321, AUTH of RFC 4954, STARTTLS of RFC 3207); one thread. */
final class SmtpConversation {
    private static final int LONGEST_LINE = 2_000;
    private static final int LARGEST_MAIL = 10_000_000;

    private final Optional<SSLContext> startTls;
    private final SmtpFaults faults;
    private final Consumer<ReceivedMail> mails;

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean encrypted;
    private boolean loggedIn;
    private Optional<String> sender = Optional.empty();
    private final List<String> receivers = new ArrayList<>();

    /** @param startTls offered to the client if present and the connection is not encrypted yet */
    SmtpConversation(Socket socket, Optional<SSLContext> startTls, SmtpFaults faults, Consumer<ReceivedMail> mails)
            throws IOException {
        this.startTls = startTls;
        this.faults = faults;
        this.mails = mails;
        this.socket = socket;
        this.encrypted = socket instanceof SSLSocket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Talks until the client leaves. */
    void run() throws IOException, InterruptedException {
        faults.pass("GREETING");
        reply("220 localhost ESMTP sink");
        boolean open = true;
        while (open) {
            String line = readLine();
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            faults.pass(verb);
            open = answer(verb, line);
        }
    }

    private boolean answer(String verb, String line) throws IOException, InterruptedException {
        switch (verb) {
            case "EHLO" -> ehlo();
            case "HELO", "NOOP" -> reply("250 localhost");
            case "STARTTLS" -> upgrade();
            case "AUTH" -> authenticate(line);
            case "MAIL" -> mail(line);
            case "RCPT" -> receiver(line);
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                reply("250 2.0.0 forgotten");
            }
            case "QUIT" -> {
                reply("221 2.0.0 bye");
                return false;
            }
            default -> reply("502 5.5.2 no such command");
        }
        return true;
    }

    private void ehlo() throws IOException, InterruptedException {
        reset();
        List<String> lines = new ArrayList<>(List.of("localhost", "8BITMIME", "ENHANCEDSTATUSCODES"));
        if (startTls.isPresent() && !encrypted) {
            lines.add("STARTTLS");
        }
        if (faults.loginRequired()) {
            lines.add("AUTH PLAIN LOGIN");
        }
        for (int i = 0; i < lines.size(); i++) {
            reply((i < lines.size() - 1 ? "250-" : "250 ") + lines.get(i));
        }
    }

    private void upgrade() throws IOException, InterruptedException {
        if (startTls.isEmpty() || encrypted) {
            reply("502 5.5.1 not offered");
            return;
        }
        reply("220 2.0.0 go ahead");
        SSLSocket secured =
                (SSLSocket) startTls.get().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        out = secured.getOutputStream();
        encrypted = true;
        loggedIn = false;
        reset();
    }

    private void authenticate(String line) throws IOException, InterruptedException {
        String[] words = line.split(" ", -1);
        String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        String user;
        String password;
        if (mechanism.equals("PLAIN")) {
            String[] parts = decode(words.length > 2 ? words[2] : ask("")).split("\0", -1);
            user = parts.length == 3 ? parts[1] : "";
            password = parts.length == 3 ? parts[2] : "";
        } else if (mechanism.equals("LOGIN")) {
            user = decode(words.length > 2 ? words[2] : ask("VXNlcm5hbWU6"));
            password = decode(ask("UGFzc3dvcmQ6"));
        } else {
            reply("504 5.5.4 only PLAIN and LOGIN");
            return;
        }
        loggedIn = faults.accepts(user, password);
        reply(loggedIn ? "235 2.7.0 welcome" : "535 5.7.8 authentication failed");
    }

    private String ask(String challenge) throws IOException, InterruptedException {
        reply("334 " + challenge);
        return readLine();
    }

    private static String decode(String base64) {
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private void mail(String line) throws IOException, InterruptedException {
        if (faults.loginRequired() && !loggedIn) {
            reply("530 5.7.0 authentication required");
            return;
        }
        reset();
        sender = Optional.of(address(line));
        reply("250 2.1.0 sender ok");
    }

    private void receiver(String line) throws IOException, InterruptedException {
        if (sender.isEmpty()) {
            reply("503 5.5.1 MAIL first");
            return;
        }
        String address = address(line);
        Optional<String> refusal = faults.refusalOfReceiver(address);
        if (refusal.isEmpty()) {
            receivers.add(address);
        }
        reply(refusal.orElse("250 2.1.5 receiver ok"));
    }

    private void data() throws IOException, InterruptedException {
        if (sender.isEmpty() || receivers.isEmpty()) {
            reply("503 5.5.1 MAIL and RCPT first");
            return;
        }
        reply("354 end with a line of one dot");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String line = readLine(); !line.equals("."); line = readLine()) {
            String unstuffed = line.startsWith(".") ? line.substring(1) : line;
            content.writeBytes((unstuffed + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (content.size() > LARGEST_MAIL) {
                throw new IOException("a mail of more than " + LARGEST_MAIL + " bytes");
            }
        }
        faults.pass(".");
        Optional<String> refusal = faults.refusalOfMail();
        if (refusal.isEmpty()) {
            mails.accept(MailDecoder.decode(sender.get(), receivers, content.toByteArray(), encrypted));
        }
        reset();
        reply(refusal.orElse("250 2.0.0 taken"));
    }

    private void reset() {
        sender = Optional.empty();
        receivers.clear();
    }

    private static String address(String line) {
        int from = line.indexOf('<');
        int to = line.indexOf('>', from + 1);
        return from >= 0 && to > from ? line.substring(from + 1, to) : "";
    }

    private void reply(String text) throws IOException, InterruptedException {
        byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        Duration pause = faults.pauseBetweenBytes();
        if (pause.isZero()) {
            out.write(bytes);
        } else {
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        }
        out.flush();
    }

    /** A line without its CR LF; one character per byte. Bare CR or LF would let mails be smuggled: an error. */
    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the client left");
            }
            if (c == '\r') {
                if (in.read() != '\n') {
                    throw new IOException("a carriage return without line feed from the client");
                }
                return line.toString();
            }
            if (c == '\n') {
                throw new IOException("a line feed without carriage return from the client");
            }
            if (line.append((char) c).length() > LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " characters from the client");
            }
        }
    }
}
