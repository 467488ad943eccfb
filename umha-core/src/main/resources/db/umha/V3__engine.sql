-- What the engine remembers over a restart. Times are UTC.

CREATE TABLE IF NOT EXISTS incident (
  id         VARCHAR(64)  NOT NULL,
  hostname   VARCHAR(255) NOT NULL COMMENT 'the failed host as Nova knows it',
  state      VARCHAR(64)  NOT NULL COMMENT 'where the recovery stands',
  fault      VARCHAR(64)  NOT NULL COMMENT 'why the host was judged failed',
  is_open    BOOLEAN      NOT NULL COMMENT 'whether anything is still to be done',
  opened_at  DATETIME(6)  NOT NULL COMMENT 'UTC',
  updated_at DATETIME(6)  NOT NULL COMMENT 'UTC',
  document   LONGTEXT     NOT NULL COMMENT 'the whole incident as JSON; the other columns repeat parts of it',
  PRIMARY KEY (id),
  KEY ix_incident_is_open (is_open, opened_at),
  KEY ix_incident_hostname (hostname, opened_at),
  KEY ix_incident_updated_at (updated_at),
  KEY ix_incident_opened_at (opened_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS intent (
  id          VARCHAR(64)  NOT NULL,
  incident_id VARCHAR(64)  NOT NULL COMMENT 'the incident that asked for it',
  command     VARCHAR(64)  NOT NULL COMMENT 'what is done, such as POWER_OFF',
  subject     VARCHAR(255) NOT NULL COMMENT 'the instance or host it is done to',
  state       VARCHAR(16)  NOT NULL COMMENT 'INTENDED (written before it is run) or FINISHED',
  created_at  DATETIME(6)  NOT NULL COMMENT 'UTC',
  updated_at  DATETIME(6)  NOT NULL COMMENT 'UTC',
  detail      LONGTEXT     NOT NULL COMMENT 'its result in one line',
  PRIMARY KEY (id),
  KEY ix_intent_state (state, created_at),
  KEY ix_intent_incident (incident_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS lease (
  name    VARCHAR(64)  NOT NULL COMMENT 'what the lease is for; one row, processing',
  epoch   BIGINT       NOT NULL COMMENT 'grows with every change of the holder',
  counter BIGINT       NOT NULL COMMENT 'grows with every renewal',
  holder  VARCHAR(255) NOT NULL COMMENT 'the processor that acts; empty if released',
  commits BIGINT       NOT NULL COMMENT 'grows with every transaction of the holder, which makes it collide with a change of the holder',
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO lease (name, epoch, counter, holder, commits)
VALUES ('processing', 0, 0, '', 0)
ON DUPLICATE KEY UPDATE epoch = epoch;

CREATE TABLE IF NOT EXISTS outbox (
  notifier        VARCHAR(64)  NOT NULL COMMENT 'the plugin that has to deliver it',
  notification_id VARCHAR(128) NOT NULL COMMENT 'travels with every delivery',
  kind            VARCHAR(128) NOT NULL COMMENT 'a stable word for programs',
  severity        VARCHAR(16)  NOT NULL COMMENT 'INFO, WARNING or CRITICAL',
  hostname        VARCHAR(255)          COMMENT 'the host it is about, if one',
  incident_id     VARCHAR(64)           COMMENT 'the incident it belongs to, if one',
  happened_at     DATETIME(6)  NOT NULL COMMENT 'UTC',
  title           LONGTEXT     NOT NULL COMMENT 'one line',
  body            LONGTEXT     NOT NULL COMMENT 'plain text',
  next_attempt_at DATETIME(6)  NOT NULL COMMENT 'not before, UTC',
  attempts        INT          NOT NULL COMMENT 'how often it was tried in vain',
  last_error      LONGTEXT              COMMENT 'why the last try failed',
  delivered_at    DATETIME(6)           COMMENT 'when it was delivered, UTC; null while it is owed',
  PRIMARY KEY (notifier, notification_id),
  KEY ix_outbox_due (delivered_at, next_attempt_at),
  KEY ix_outbox_notification (notification_id),
  KEY ix_outbox_happened_at (happened_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
