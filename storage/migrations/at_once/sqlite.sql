CREATE TABLE access_token (
    account VARCHAR(64) NOT NULL,
    token VARCHAR NOT NULL,
    ends_at DATETIME,
    lease_until DATETIME,
    forced_at DATETIME,
    forced INTEGER NOT NULL,
    PRIMARY KEY (account)
);

CREATE TABLE "action" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    review_id INTEGER,
    kind VARCHAR(16) NOT NULL,
    what VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    responsible_id INTEGER NOT NULL,
    set_by INTEGER NOT NULL,
    set_at DATETIME NOT NULL,
    due_at DATETIME NOT NULL,
    done_at DATETIME,
    done_by INTEGER,
    done_words VARCHAR NOT NULL,
    verified_at DATETIME,
    verified_by INTEGER,
    verdict VARCHAR(16),
    verdict_words VARCHAR NOT NULL,
    look_at DATETIME,
    chased INTEGER NOT NULL,
    meeting_id INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT action_meeting_id_fkey FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(done_by) REFERENCES staff (id),
    FOREIGN KEY(responsible_id) REFERENCES staff (id),
    FOREIGN KEY(review_id) REFERENCES review (id),
    FOREIGN KEY(set_by) REFERENCES staff (id),
    FOREIGN KEY(verified_by) REFERENCES staff (id)
);

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE answer (
    id INTEGER NOT NULL,
    invitation_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    value VARCHAR(8) NOT NULL,
    words VARCHAR NOT NULL,
    how VARCHAR(8) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(invitation_id) REFERENCES invitation (id),
    FOREIGN KEY(question_id) REFERENCES question (id),
    UNIQUE (invitation_id, question_id)
);

CREATE TABLE appointment (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    revisit_id INTEGER,
    case_id INTEGER,
    revision INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    starts_at DATETIME,
    ends_at DATETIME,
    made_at DATETIME NOT NULL,
    made_by VARCHAR(32) NOT NULL,
    ended_at DATETIME,
    why VARCHAR NOT NULL,
    remind_at DATETIME,
    reminded_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(revisit_id) REFERENCES revisit (id),
    UNIQUE (revisit_id, revision)
);

CREATE TABLE approval (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    step VARCHAR(20) NOT NULL,
    agreed BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    by_id INTEGER NOT NULL,
    by_role VARCHAR(32) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(by_id) REFERENCES staff (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(notice_id) REFERENCES notice (id),
    UNIQUE (notice_id, version, step)
);

CREATE TABLE "attachment" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    contact_id INTEGER,
    message_id INTEGER,
    case_id INTEGER,
    source VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    why VARCHAR,
    sha256 VARCHAR(64),
    media_type VARCHAR(32),
    size INTEGER,
    width INTEGER,
    height INTEGER,
    try_at DATETIME,
    tries INTEGER NOT NULL,
    revisit_id INTEGER, original_sha256 VARCHAR(64), original_type VARCHAR(32),
    PRIMARY KEY (id),
    CONSTRAINT fk_attachment_revisit_id FOREIGN KEY(revisit_id) REFERENCES revisit (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(message_id) REFERENCES message (id)
);

CREATE TABLE bind_code (
    code_hash VARCHAR(64) NOT NULL,
    centre_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    PRIMARY KEY (code_hash),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id)
);

CREATE TABLE bot_account (
    account VARCHAR(64) NOT NULL,
    centre_id INTEGER,
    username VARCHAR(64) NOT NULL,
    platform_id BIGINT NOT NULL,
    reads_all BOOLEAN NOT NULL,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (account),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE building (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    accepted_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (centre_id, name)
);

CREATE TABLE campaign (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    storm_id INTEGER NOT NULL,
    phase VARCHAR(16) NOT NULL,
    next_at DATETIME,
    cursor_at DATETIME,
    cursor_id INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    some_were_busy BOOLEAN NOT NULL,
    spread_until DATETIME,
    asked INTEGER NOT NULL,
    begun_at DATETIME NOT NULL,
    done_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(storm_id) REFERENCES rain_event (id),
    UNIQUE (storm_id)
);

CREATE TABLE "case" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    number VARCHAR(20) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    category VARCHAR(32) NOT NULL,
    severity VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    urgent BOOLEAN NOT NULL,
    source VARCHAR(16) NOT NULL,
    contact_id INTEGER,
    owner_id INTEGER,
    unit_id INTEGER,
    place VARCHAR NOT NULL,
    story VARCHAR NOT NULL,
    details VARCHAR NOT NULL,
    visit_from DATETIME,
    visit_until DATETIME,
    wished_by DATETIME,
    reply_by DATETIME NOT NULL,
    reply_clause VARCHAR(24) NOT NULL,
    reply_steps VARCHAR NOT NULL,
    warn_at DATETIME NOT NULL,
    warned_at DATETIME,
    replied_at DATETIME,
    promise_kept BOOLEAN,
    close_by DATETIME,
    close_clause VARCHAR(24),
    department_id INTEGER,
    handler_id INTEGER,
    parent_id INTEGER,
    relation VARCHAR(16),
    cause VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    opened_at DATETIME NOT NULL,
    resolved_at DATETIME,
    closed_at DATETIME,
    close_reason VARCHAR(16),
    close_steps VARCHAR DEFAULT '[]' NOT NULL,
    close_warn_at DATETIME,
    close_warned_at DATETIME,
    close_broken_at DATETIME,
    close_kept BOOLEAN,
    alarmed_at DATETIME,
    waits_since DATETIME,
    reopened_at DATETIME,
    validity VARCHAR(16) DEFAULT 'undecided' NOT NULL,
    validity_reason VARCHAR DEFAULT '' NOT NULL,
    explanation VARCHAR DEFAULT '' NOT NULL,
    helped VARCHAR DEFAULT '' NOT NULL,
    triage_by DATETIME,
    triage_look_at DATETIME,
    triaged_at DATETIME,
    triaged_by INTEGER,
    cause_kind VARCHAR(16),
    contact_by DATETIME,
    first_contact_at DATETIME,
    level VARCHAR(24) DEFAULT 'handler' NOT NULL,
    stepped_at DATETIME,
    stepped_for VARCHAR(16),
    look_at DATETIME,
    return_by DATETIME,
    returned_at DATETIME,
    incident_id INTEGER,
    constructive BOOLEAN DEFAULT 0 NOT NULL,
    awaits_rain BOOLEAN DEFAULT 0 NOT NULL,
    proved_dry_at DATETIME,
    PRIMARY KEY (id),
    CONSTRAINT fk_case_triaged_by FOREIGN KEY(triaged_by) REFERENCES staff (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(department_id) REFERENCES department (id),
    FOREIGN KEY(handler_id) REFERENCES staff (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    FOREIGN KEY(parent_id) REFERENCES "case" (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    UNIQUE (centre_id, number)
);

CREATE TABLE "case_event" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    at DATETIME NOT NULL,
    actor VARCHAR(32) NOT NULL,
    what VARCHAR(32) NOT NULL,
    clause VARCHAR(24),
    data VARCHAR NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE centre (
    id INTEGER NOT NULL,
    code VARCHAR(20) NOT NULL,
    name VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    procedure VARCHAR NOT NULL,
    holidays VARCHAR NOT NULL,
    locale VARCHAR NOT NULL,
    phone_service VARCHAR NOT NULL,
    phone_24h VARCHAR NOT NULL,
    phone_complaints VARCHAR NOT NULL, latitude FLOAT, longitude FLOAT,
    PRIMARY KEY (id),
    UNIQUE (code)
);

CREATE TABLE chain (
    centre_id INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (centre_id),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE client_report (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    quarter VARCHAR(7) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    due_at DATETIME NOT NULL,
    look_at DATETIME,
    figures VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    handed_in_at DATETIME,
    handed_in_by INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(handed_in_by) REFERENCES staff (id),
    UNIQUE (centre_id, quarter)
);

CREATE TABLE contact (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    address VARCHAR(128) NOT NULL,
    owner_id INTEGER,
    name VARCHAR NOT NULL,
    locale VARCHAR(16) NOT NULL,
    unreachable VARCHAR(32),
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    UNIQUE (account, address)
);

CREATE TABLE conversation (
    contact_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    heard_at DATETIME, chase_at DATETIME,
    PRIMARY KEY (contact_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE TABLE counter (
    centre_id INTEGER NOT NULL,
    name VARCHAR(16) NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (centre_id, name),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE daily (
    centre_id INTEGER NOT NULL,
    name VARCHAR(32) NOT NULL,
    next_at DATETIME NOT NULL,
    PRIMARY KEY (centre_id, name),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE dead_letter (
    id INTEGER NOT NULL,
    centre_id INTEGER,
    account VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    error VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    solved_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE delivery (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    owner_id INTEGER,
    contact_id INTEGER,
    outbox_id INTEGER,
    means VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    why VARCHAR(32) NOT NULL,
    remark VARCHAR NOT NULL,
    told INTEGER NOT NULL,
    sent_at DATETIME,
    sent_by INTEGER,
    read_at DATETIME,
    signed_by VARCHAR NOT NULL,
    signature_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(notice_id) REFERENCES notice (id),
    FOREIGN KEY(outbox_id) REFERENCES outbox (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    FOREIGN KEY(sent_by) REFERENCES staff (id),
    FOREIGN KEY(signature_id) REFERENCES attachment (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    UNIQUE (notice_id, unit_id, owner_id)
);

CREATE TABLE department (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (centre_id, name)
);

CREATE TABLE "group_card" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    shown VARCHAR NOT NULL,
    external_id VARCHAR(64),
    thread_id VARCHAR(64),
    topics_made INTEGER NOT NULL,
    topic_closed BOOLEAN DEFAULT 0 NOT NULL,
    code VARCHAR(512),
    code_until DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(group_id) REFERENCES staff_group (id),
    UNIQUE (group_id, case_id)
);

CREATE TABLE group_post (
    id INTEGER NOT NULL,
    centre_id INTEGER,
    group_id INTEGER,
    card_id INTEGER,
    account VARCHAR(64) NOT NULL,
    address VARCHAR(512) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    "key" VARCHAR(128) NOT NULL,
    weight INTEGER NOT NULL,
    body VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    made_at DATETIME NOT NULL,
    try_at DATETIME NOT NULL,
    tries INTEGER NOT NULL,
    lease_gen INTEGER NOT NULL,
    ambiguous BOOLEAN NOT NULL,
    error VARCHAR,
    external_id VARCHAR(64),
    answered_at DATETIME,
    done_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(card_id) REFERENCES group_card (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(group_id) REFERENCES staff_group (id),
    UNIQUE (account, "key")
);

CREATE TABLE import_batch (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    file_name VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    columns VARCHAR NOT NULL,
    matched VARCHAR NOT NULL,
    rows VARCHAR NOT NULL,
    row_count INTEGER NOT NULL,
    faults VARCHAR NOT NULL,
    fault_count INTEGER NOT NULL,
    look_at DATETIME,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    done_at DATETIME,
    why VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE TABLE inbound_key (
    account VARCHAR(64) NOT NULL,
    sender VARCHAR(128) NOT NULL,
    external_id VARCHAR(128) NOT NULL,
    message_id INTEGER,
    PRIMARY KEY (account, sender, external_id)
)
 WITHOUT ROWID;

CREATE TABLE incident (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    number VARCHAR(20) NOT NULL,
    title VARCHAR NOT NULL,
    category VARCHAR(32) NOT NULL,
    building VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    opened_at DATETIME NOT NULL,
    opened_by INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    answered_at DATETIME,
    answered_by INTEGER,
    cause VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    closed_at DATETIME,
    closed_by INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(answered_by) REFERENCES staff (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(closed_by) REFERENCES staff (id),
    FOREIGN KEY(opened_by) REFERENCES staff (id),
    UNIQUE (centre_id, number)
);

CREATE TABLE incident_answer (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    incident_id INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    by_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    sent INTEGER NOT NULL,
    phoned INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(by_id) REFERENCES staff (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(incident_id) REFERENCES incident (id),
    UNIQUE (incident_id, nth)
);

CREATE TABLE invitation (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    "key" VARCHAR(24) NOT NULL,
    unit_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    contact_id INTEGER,
    state VARCHAR(16) NOT NULL,
    why VARCHAR(32) NOT NULL,
    next_at DATETIME,
    asked_at DATETIME,
    reminded INTEGER NOT NULL,
    reminded_at DATETIME,
    answered_at DATETIME,
    how VARCHAR(8) NOT NULL,
    entered_by INTEGER,
    case_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(entered_by) REFERENCES staff (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id),
    UNIQUE (survey_id, "key")
);

CREATE TABLE kept_promise (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    reply_by DATETIME NOT NULL,
    clause VARCHAR(24) NOT NULL,
    replied_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE letter (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    incident_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    drafted_by INTEGER NOT NULL,
    drafted_at DATETIME NOT NULL,
    decided_by INTEGER,
    decided_at DATETIME,
    reason VARCHAR NOT NULL,
    sent_by INTEGER,
    sent_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(decided_by) REFERENCES staff (id),
    FOREIGN KEY(drafted_by) REFERENCES staff (id),
    FOREIGN KEY(incident_id) REFERENCES incident (id),
    FOREIGN KEY(sent_by) REFERENCES staff (id),
    UNIQUE (incident_id, version)
);

CREATE TABLE letter_copy (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    owner_id INTEGER,
    message_id INTEGER,
    means VARCHAR(16) NOT NULL,
    look_at DATETIME,
    delivered_at DATETIME,
    delivered_by INTEGER,
    revisit_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(delivered_by) REFERENCES staff (id),
    FOREIGN KEY(letter_id) REFERENCES letter (id),
    FOREIGN KEY(message_id) REFERENCES message (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    FOREIGN KEY(revisit_id) REFERENCES revisit (id),
    UNIQUE (letter_id, case_id)
);

CREATE TABLE meeting (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    begins_at DATETIME NOT NULL,
    place VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    people VARCHAR NOT NULL,
    building VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    approved_at DATETIME,
    invited_at DATETIME,
    reminded_at DATETIME,
    look_at DATETIME,
    minutes VARCHAR NOT NULL,
    minutes_at DATETIME,
    minutes_by INTEGER,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(minutes_by) REFERENCES staff (id),
    FOREIGN KEY(plan_id) REFERENCES meeting_plan (id)
);

CREATE TABLE meeting_guest (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    contact_id INTEGER,
    asked_at DATETIME,
    look_at DATETIME,
    coming VARCHAR(8),
    how VARCHAR(16),
    answered_at DATETIME,
    attended BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    UNIQUE (meeting_id, owner_id)
);

CREATE TABLE meeting_plan (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    submitted_at DATETIME,
    submitted_by INTEGER,
    decided_at DATETIME,
    decided_by INTEGER,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(decided_by) REFERENCES staff (id),
    FOREIGN KEY(submitted_by) REFERENCES staff (id),
    UNIQUE (centre_id, year)
);

CREATE TABLE menu_tag (
    contact_id INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    PRIMARY KEY (contact_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE TABLE "message" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    case_id INTEGER,
    direction VARCHAR(3) NOT NULL,
    body VARCHAR NOT NULL,
    external_id VARCHAR(128),
    album VARCHAR(64),
    by_staff_id INTEGER,
    at DATETIME NOT NULL,
    revisit_id INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT fk_message_revisit_id FOREIGN KEY(revisit_id) REFERENCES revisit (id),
    FOREIGN KEY(by_staff_id) REFERENCES staff (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE TABLE notice (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    number VARCHAR(20) NOT NULL,
    state VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    drafted_by INTEGER NOT NULL,
    drafted_at DATETIME NOT NULL,
    published_by INTEGER,
    published_at DATETIME,
    withdrawn_by INTEGER,
    withdrawn_at DATETIME,
    why_withdrawn VARCHAR NOT NULL,
    phase VARCHAR(16) NOT NULL,
    next_at DATETIME,
    rounds INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    spread_until DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(drafted_by) REFERENCES staff (id),
    FOREIGN KEY(published_by) REFERENCES staff (id),
    FOREIGN KEY(withdrawn_by) REFERENCES staff (id),
    UNIQUE (centre_id, number)
);

CREATE TABLE notice_case (
    case_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    responsible_id INTEGER NOT NULL,
    named_by INTEGER NOT NULL,
    named_at DATETIME NOT NULL,
    PRIMARY KEY (case_id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(named_by) REFERENCES staff (id),
    FOREIGN KEY(notice_id) REFERENCES notice (id),
    FOREIGN KEY(responsible_id) REFERENCES staff (id)
);

CREATE TABLE notice_file (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    attachment_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(attachment_id) REFERENCES attachment (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(version_id) REFERENCES notice_version (id),
    UNIQUE (version_id, attachment_id)
);

CREATE TABLE notice_version (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    important BOOLEAN NOT NULL,
    source VARCHAR NOT NULL,
    means VARCHAR(40) NOT NULL,
    audience VARCHAR(16) NOT NULL,
    places VARCHAR NOT NULL,
    valid_until DATE,
    drafted_by INTEGER NOT NULL,
    drafted_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(drafted_by) REFERENCES staff (id),
    FOREIGN KEY(notice_id) REFERENCES notice (id),
    UNIQUE (notice_id, version)
);

CREATE TABLE opt_in (
    id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    template_id VARCHAR(64) NOT NULL,
    given_at DATETIME NOT NULL,
    outbox_id INTEGER,
    used_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);

CREATE TABLE outbox (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    klass VARCHAR(1) NOT NULL,
    state VARCHAR(16) NOT NULL,
    try_at DATETIME NOT NULL,
    tries INTEGER NOT NULL,
    lease_gen INTEGER NOT NULL,
    ambiguous BOOLEAN NOT NULL,
    parts_sent INTEGER NOT NULL,
    error VARCHAR,
    done_at DATETIME, means VARCHAR(16), why VARCHAR(32), reserved VARCHAR(16), parts_most INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(message_id) REFERENCES message (id)
);

CREATE TABLE owner (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR(20), address VARCHAR DEFAULT '' NOT NULL, postcode VARCHAR(16) DEFAULT '' NOT NULL, contact_person VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE pace (
    "key" VARCHAR(200) NOT NULL,
    free_at DATETIME NOT NULL,
    paused_until DATETIME,
    PRIMARY KEY ("key")
);

CREATE TABLE passed_picture (
    attachment_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    group_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    external_id VARCHAR(64) NOT NULL,
    thread VARCHAR(64) NOT NULL,
    album VARCHAR(64) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (attachment_id),
    FOREIGN KEY(attachment_id) REFERENCES attachment (id),
    FOREIGN KEY(group_id) REFERENCES staff_group (id),
    FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE TABLE passive_reply (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    sender VARCHAR(128) NOT NULL,
    "key" VARCHAR(128) NOT NULL,
    body VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (account, sender, "key")
);

CREATE TABLE poll (
    account VARCHAR(64) NOT NULL,
    next_offset BIGINT NOT NULL,
    lease_until DATETIME,
    lease_gen INTEGER NOT NULL,
    PRIMARY KEY (account)
);

CREATE TABLE postponement (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    state VARCHAR(24) NOT NULL,
    old_by DATETIME,
    until DATETIME NOT NULL,
    reason VARCHAR NOT NULL,
    clause VARCHAR(24) NOT NULL,
    asked_by INTEGER NOT NULL,
    asked_at DATETIME NOT NULL,
    decided_by INTEGER,
    decided_at DATETIME,
    note VARCHAR NOT NULL,
    told_at DATETIME,
    told_how VARCHAR(16),
    answered_at DATETIME,
    wanted_by DATETIME, look_at DATETIME, reminded_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(asked_by) REFERENCES staff (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(decided_by) REFERENCES staff (id)
);

CREATE TABLE proposal (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    clause VARCHAR(24) NOT NULL,
    words VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    filed_by VARCHAR(32) NOT NULL,
    filed_at DATETIME NOT NULL,
    passed_by INTEGER,
    passed_at DATETIME,
    decided_by INTEGER,
    decided_at DATETIME,
    reason VARCHAR NOT NULL,
    carried_by INTEGER,
    carried_at DATETIME,
    document VARCHAR NOT NULL,
    version VARCHAR(64) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(carried_by) REFERENCES staff (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(decided_by) REFERENCES staff (id),
    FOREIGN KEY(passed_by) REFERENCES staff (id)
);

CREATE TABLE question (
    id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    "key" VARCHAR(32) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    category VARCHAR(32) NOT NULL,
    text_id VARCHAR(64) NOT NULL,
    words VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    UNIQUE (survey_id, "key")
);

CREATE TABLE quota (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    month VARCHAR(7) NOT NULL,
    wanted INTEGER NOT NULL,
    done INTEGER NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(8) NOT NULL,
    remind_at DATETIME NOT NULL,
    close_at DATETIME NOT NULL,
    reminded_at DATETIME,
    closed_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(staff_id) REFERENCES staff (id),
    UNIQUE (staff_id, month)
);

CREATE TABLE rain_event (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    started_at DATETIME NOT NULL,
    ended_at DATETIME NOT NULL,
    over_at DATETIME,
    mm FLOAT,
    met_mm FLOAT,
    met_hours INTEGER,
    peaks VARCHAR NOT NULL,
    gaps INTEGER NOT NULL,
    sources VARCHAR NOT NULL,
    noticed_at DATETIME NOT NULL,
    declared_by INTEGER,
    ended_by INTEGER,
    withdrawn_at DATETIME,
    withdrawn_by INTEGER,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(declared_by) REFERENCES staff (id),
    FOREIGN KEY(ended_by) REFERENCES staff (id),
    FOREIGN KEY(withdrawn_by) REFERENCES staff (id)
);

CREATE TABLE rain_hour (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    source VARCHAR(16) NOT NULL,
    ends_at DATETIME NOT NULL,
    mm FLOAT,
    heard_at DATETIME NOT NULL,
    revised INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (centre_id, source, ends_at)
);

CREATE TABLE rain_watch (
    centre_id INTEGER NOT NULL,
    source VARCHAR(16) NOT NULL,
    next_at DATETIME NOT NULL,
    since DATETIME NOT NULL,
    answered_at DATETIME,
    tries INTEGER NOT NULL,
    trouble VARCHAR(16),
    PRIMARY KEY (centre_id, source),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE reach_form (
    account VARCHAR(64) NOT NULL,
    purpose VARCHAR(16) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    template_id VARCHAR(64) NOT NULL,
    fields VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    fault VARCHAR,
    PRIMARY KEY (account, purpose, kind)
);

CREATE TABLE reach_receipt (
    account VARCHAR(64) NOT NULL,
    external_id VARCHAR(128) NOT NULL,
    status VARCHAR(64) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (account, external_id)
);

CREATE TABLE reach_window (
    contact_id INTEGER NOT NULL,
    words_until DATETIME,
    words_left INTEGER NOT NULL,
    short_until DATETIME,
    short_left INTEGER NOT NULL,
    muted_at DATETIME,
    heard_at DATETIME,
    PRIMARY KEY (contact_id),
    FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE TABLE recovery_code (
    code_hash VARCHAR(64) NOT NULL,
    staff_id INTEGER NOT NULL,
    used_at DATETIME,
    PRIMARY KEY (code_hash),
    FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE TABLE report (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    period VARCHAR(8) NOT NULL,
    version INTEGER NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    since DATETIME NOT NULL,
    until DATETIME,
    due_at DATETIME NOT NULL,
    look_at DATETIME,
    reminded_at DATETIME,
    chased INTEGER NOT NULL,
    figures VARCHAR NOT NULL,
    remarks VARCHAR NOT NULL,
    opinion VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    drafted_at DATETIME NOT NULL,
    submitted_at DATETIME,
    submitted_by INTEGER,
    signed_at DATETIME,
    signed_by INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(signed_by) REFERENCES staff (id),
    FOREIGN KEY(submitted_by) REFERENCES staff (id),
    UNIQUE (centre_id, kind, period, version)
);

CREATE TABLE review (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    subject VARCHAR(16) NOT NULL,
    category VARCHAR(32) NOT NULL,
    building VARCHAR NOT NULL,
    period VARCHAR(7) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    figures VARCHAR NOT NULL,
    case_ids VARCHAR NOT NULL,
    opened_at DATETIME NOT NULL,
    measure VARCHAR NOT NULL,
    measured_by INTEGER,
    measured_at DATETIME,
    responsible_id INTEGER,
    due_at DATETIME,
    check_at DATETIME,
    checked_by INTEGER,
    checked_at DATETIME,
    verdict VARCHAR(16),
    verdict_words VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    look_at DATETIME,
    chased INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(checked_by) REFERENCES staff (id),
    FOREIGN KEY(measured_by) REFERENCES staff (id),
    FOREIGN KEY(responsible_id) REFERENCES staff (id),
    UNIQUE (centre_id, subject, category, building, period)
);

CREATE TABLE "revisit" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    round INTEGER NOT NULL,
    form VARCHAR(16) NOT NULL,
    by_whom VARCHAR(32) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    due_at DATETIME NOT NULL,
    next_at DATETIME,
    asked_at DATETIME,
    answered_at DATETIME,
    done_at DATETIME,
    outcome VARCHAR(16),
    speed INTEGER,
    workmanship INTEGER,
    manner INTEGER,
    words VARCHAR NOT NULL,
    done_form VARCHAR(16),
    done_by INTEGER,
    why VARCHAR,
    owner_id INTEGER,
    unit_id INTEGER,
    "key" VARCHAR(64),
    rule VARCHAR(32) DEFAULT '' NOT NULL,
    also VARCHAR DEFAULT '' NOT NULL,
    satisfaction INTEGER,
    storm_id INTEGER,
    visitor_id INTEGER,
    visit_from DATETIME,
    visit_until DATETIME,
    visited_at DATETIME,
    confirmed_at DATETIME,
    planned_at DATETIME,
    reason VARCHAR DEFAULT '' NOT NULL, tries INTEGER DEFAULT '0' NOT NULL, tried_at DATETIME,
    PRIMARY KEY (id),
    CONSTRAINT fk_revisit_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id),
    CONSTRAINT fk_revisit_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id),
    CONSTRAINT fk_revisit_visitor_id FOREIGN KEY(visitor_id) REFERENCES staff (id),
    CONSTRAINT uq_revisit_centre_id_key UNIQUE (centre_id, "key"),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(done_by) REFERENCES staff (id),
    UNIQUE (case_id, round)
);

CREATE TABLE search_due (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    thing VARCHAR(1) NOT NULL,
    thing_id INTEGER NOT NULL,
    look_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (thing, thing_id)
);

CREATE TABLE search_entry (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    thing VARCHAR(1) NOT NULL,
    thing_id INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    grams TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (thing, thing_id)
);

CREATE VIRTUAL TABLE search_gram USING
fts5(grams, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'");

CREATE TABLE search_mark (
    centre_id INTEGER NOT NULL,
    upto BIGINT NOT NULL,
    PRIMARY KEY (centre_id)
);

CREATE TABLE second_factor (
    staff_id INTEGER NOT NULL,
    sealed VARCHAR NOT NULL,
    last_step INTEGER NOT NULL,
    since DATETIME,
    PRIMARY KEY (staff_id),
    FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE TABLE sign_in (
    id INTEGER NOT NULL,
    what VARCHAR(120) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE staff (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    login VARCHAR(64) NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR(32) NOT NULL,
    department_id INTEGER,
    password_hash VARCHAR NOT NULL,
    locale VARCHAR NOT NULL,
    disabled_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(department_id) REFERENCES department (id),
    UNIQUE (login)
);

CREATE TABLE staff_chat (
    id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    sender VARCHAR(64) NOT NULL,
    bound_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(staff_id) REFERENCES staff (id),
    UNIQUE (account, sender)
);

CREATE TABLE staff_code (
    code_hash VARCHAR(64) NOT NULL,
    staff_id INTEGER NOT NULL,
    expires_at DATETIME NOT NULL,
    used_at DATETIME,
    PRIMARY KEY (code_hash),
    FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE TABLE staff_group (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    account VARCHAR(64) NOT NULL,
    address VARCHAR(512) NOT NULL,
    hint VARCHAR(64) NOT NULL,
    categories VARCHAR NOT NULL,
    severity VARCHAR(16) NOT NULL,
    discreet BOOLEAN NOT NULL,
    wants_lists BOOLEAN NOT NULL,
    has_topics BOOLEAN NOT NULL,
    seen_event INTEGER NOT NULL,
    list_at DATETIME,
    code_hash VARCHAR(64),
    code_until DATETIME,
    lost_at DATETIME,
    lost_why VARCHAR NOT NULL,
    closed_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id)
);

CREATE TABLE staff_session (
    token_hash VARCHAR(64) NOT NULL,
    staff_id INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    seen_at DATETIME NOT NULL, browser VARCHAR(80) DEFAULT '' NOT NULL, waits_for VARCHAR(16),
    PRIMARY KEY (token_hash),
    FOREIGN KEY(staff_id) REFERENCES staff (id)
);

CREATE TABLE survey (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    half VARCHAR(7) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    per VARCHAR(8) NOT NULL,
    seed VARCHAR(64) NOT NULL,
    drafted_at DATETIME NOT NULL,
    started_at DATETIME,
    started_by INTEGER,
    ends_at DATETIME,
    spread_until DATETIME,
    next_at DATETIME,
    closed_at DATETIME,
    figures VARCHAR NOT NULL,
    conclusion VARCHAR NOT NULL,
    signed_at DATETIME,
    signed_by INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(signed_by) REFERENCES staff (id),
    FOREIGN KEY(started_by) REFERENCES staff (id),
    UNIQUE (centre_id, half)
);

CREATE TABLE "task" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    case_id INTEGER,
    contact_id INTEGER,
    due_at DATETIME NOT NULL,
    clause VARCHAR(24),
    data VARCHAR NOT NULL,
    done_at DATETIME,
    done_by INTEGER,
    note VARCHAR NOT NULL,
    for_role VARCHAR(32),
    staff_id INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT fk_task_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(contact_id) REFERENCES contact (id),
    FOREIGN KEY(done_by) REFERENCES staff (id),
    UNIQUE (kind, "key")
);

CREATE TABLE "tenancy" (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    since DATETIME NOT NULL,
    until DATETIME,
    is_move_in BOOLEAN DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(owner_id) REFERENCES owner (id),
    FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE transfer (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    recipient VARCHAR(16) NOT NULL,
    name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    defect VARCHAR NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    proposed_at DATETIME NOT NULL,
    proposed_by INTEGER NOT NULL,
    consent_asked_at DATETIME,
    consent_at DATETIME,
    consent_how VARCHAR(16),
    consent_words VARCHAR NOT NULL,
    consent_by INTEGER,
    with_person BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    sent_at DATETIME,
    sent_by INTEGER,
    due_at DATETIME,
    look_at DATETIME,
    answer VARCHAR NOT NULL,
    ended_at DATETIME,
    ended_by INTEGER,
    why VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES "case" (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    FOREIGN KEY(consent_by) REFERENCES staff (id),
    FOREIGN KEY(ended_by) REFERENCES staff (id),
    FOREIGN KEY(proposed_by) REFERENCES staff (id),
    FOREIGN KEY(sent_by) REFERENCES staff (id)
);

CREATE TABLE unit (
    id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    building VARCHAR NOT NULL,
    room VARCHAR NOT NULL,
    handed_over_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(centre_id) REFERENCES centre (id),
    UNIQUE (centre_id, building, room)
);

CREATE TABLE web_state (
    state_hash VARCHAR(64) NOT NULL,
    account VARCHAR(64) NOT NULL,
    browser_hash VARCHAR(64) NOT NULL,
    expires_at DATETIME NOT NULL,
    PRIMARY KEY (state_hash)
);

CREATE INDEX action_of_centre ON action (centre_id, state, due_at);

CREATE INDEX action_to_chase ON action (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX campaign_due ON campaign (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX case_awaiting_rain ON "case" (centre_id, resolved_at) WHERE awaits_rain;

CREATE INDEX case_of_day ON "case" (centre_id, opened_at);

CREATE INDEX case_of_state ON "case" (centre_id, state, reply_by);

CREATE INDEX case_to_look_at ON "case" (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX case_to_triage ON "case" (triage_look_at) WHERE triage_look_at IS NOT NULL;

CREATE INDEX case_unanswered ON "case" (reply_by) WHERE replied_at IS NULL;

CREATE INDEX case_unsolved ON "case" (opened_at) WHERE resolved_at IS NULL AND closed_at IS NULL;

CREATE INDEX case_unwarned ON "case" (warn_at) WHERE replied_at IS NULL AND warned_at IS NULL;

CREATE INDEX client_report_to_look_at ON client_report (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX conversation_to_chase ON conversation (chase_at) WHERE chase_at IS NOT NULL;

CREATE INDEX delivery_of_notice ON delivery (notice_id, means, state, told);

CREATE INDEX delivery_of_owner ON delivery (owner_id);

CREATE INDEX event_of_case ON case_event (case_id, id);

CREATE INDEX event_of_centre ON case_event (centre_id, id);

CREATE INDEX group_post_due ON group_post (account, weight, id) WHERE done_at IS NULL;

CREATE INDEX group_post_shown ON group_post (group_id, external_id);

CREATE INDEX import_of_centre ON import_batch (centre_id, id);

CREATE INDEX import_wanted ON import_batch (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX incident_of_state ON incident (centre_id, state, category);

CREATE INDEX invitation_due ON invitation (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX ix_action_case_id ON action (case_id);

CREATE INDEX ix_action_meeting_id ON action (meeting_id);

CREATE INDEX ix_action_review_id ON action (review_id);

CREATE INDEX ix_answer_question_id ON answer (question_id);

CREATE INDEX ix_appointment_case_id ON appointment (case_id);

CREATE INDEX ix_appointment_centre_id ON appointment (centre_id);

CREATE INDEX ix_approval_centre_id ON approval (centre_id);

CREATE INDEX ix_attachment_case_id ON attachment (case_id);

CREATE INDEX ix_attachment_contact_id ON attachment (contact_id);

CREATE INDEX ix_attachment_original_sha256 ON attachment (original_sha256);

CREATE INDEX ix_attachment_sha256 ON attachment (sha256);

CREATE INDEX ix_attachment_try_at ON attachment (try_at);

CREATE INDEX ix_campaign_centre_id ON campaign (centre_id);

CREATE INDEX ix_case_contact_id ON "case" (contact_id);

CREATE INDEX ix_case_handler_id ON "case" (handler_id);

CREATE INDEX ix_case_incident_id ON "case" (incident_id);

CREATE INDEX ix_case_owner_id ON "case" (owner_id);

CREATE INDEX ix_case_parent_id ON "case" (parent_id);

CREATE INDEX ix_case_unit_id ON "case" (unit_id);

CREATE INDEX ix_client_report_centre_id ON client_report (centre_id);

CREATE INDEX ix_contact_centre_id ON contact (centre_id);

CREATE INDEX ix_contact_owner_id ON contact (owner_id);

CREATE INDEX ix_dead_letter_centre_id ON dead_letter (centre_id);

CREATE INDEX ix_group_card_case_id ON group_card (case_id);

CREATE INDEX ix_group_post_card_id ON group_post (card_id);

CREATE INDEX ix_group_post_centre_id ON group_post (centre_id);

CREATE INDEX ix_invitation_owner_id ON invitation (owner_id);

CREATE INDEX ix_letter_centre_id ON letter (centre_id);

CREATE INDEX ix_letter_copy_case_id ON letter_copy (case_id);

CREATE INDEX ix_letter_copy_owner_id ON letter_copy (owner_id);

CREATE INDEX ix_meeting_guest_owner_id ON meeting_guest (owner_id);

CREATE INDEX ix_notice_case_notice_id ON notice_case (notice_id);

CREATE INDEX ix_notice_file_attachment_id ON notice_file (attachment_id);

CREATE INDEX ix_notice_version_centre_id ON notice_version (centre_id);

CREATE INDEX ix_opt_in_outbox_id ON opt_in (outbox_id);

CREATE INDEX ix_owner_centre_id ON owner (centre_id);

CREATE INDEX ix_owner_phone ON owner (phone);

CREATE INDEX ix_passive_reply_at ON passive_reply (at);

CREATE INDEX ix_postponement_case_id ON postponement (case_id);

CREATE INDEX ix_proposal_case_id ON proposal (case_id);

CREATE INDEX ix_quota_centre_id ON quota (centre_id);

CREATE INDEX ix_rain_watch_next_at ON rain_watch (next_at);

CREATE INDEX ix_recovery_code_staff_id ON recovery_code (staff_id);

CREATE INDEX ix_revisit_centre_id ON revisit (centre_id);

CREATE INDEX ix_revisit_owner_id ON revisit (owner_id);

CREATE INDEX ix_revisit_storm_id ON revisit (storm_id);

CREATE INDEX ix_staff_centre_id ON staff (centre_id);

CREATE INDEX ix_staff_chat_staff_id ON staff_chat (staff_id);

CREATE INDEX ix_staff_code_staff_id ON staff_code (staff_id);

CREATE INDEX ix_staff_group_centre_id ON staff_group (centre_id);

CREATE INDEX ix_staff_group_code_hash ON staff_group (code_hash);

CREATE INDEX ix_staff_group_list_at ON staff_group (list_at);

CREATE INDEX ix_staff_session_staff_id ON staff_session (staff_id);

CREATE INDEX ix_survey_centre_id ON survey (centre_id);

CREATE INDEX ix_task_case_id ON task (case_id);

CREATE INDEX ix_tenancy_owner_id ON tenancy (owner_id);

CREATE INDEX ix_tenancy_since ON tenancy (since);

CREATE INDEX ix_tenancy_unit_id ON tenancy (unit_id);

CREATE INDEX ix_transfer_case_id ON transfer (case_id);

CREATE INDEX ix_web_state_expires_at ON web_state (expires_at);

CREATE INDEX kept_promise_of_time ON kept_promise (centre_id, reply_by);

CREATE INDEX letter_copy_to_look_at ON letter_copy (look_at);

CREATE INDEX meeting_guest_to_look_at ON meeting_guest (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX meeting_of_plan ON meeting (centre_id, plan_id);

CREATE INDEX meeting_to_look_at ON meeting (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX message_of_case ON message (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX message_of_contact ON message (contact_id, id);

CREATE INDEX message_of_revisit ON message (revisit_id) WHERE revisit_id IS NOT NULL;

CREATE INDEX notice_due ON notice (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX notice_of_centre ON notice (centre_id, state, published_at);

CREATE INDEX opt_in_of_contact ON opt_in (contact_id, template_id);

CREATE INDEX outbox_due ON outbox (account, try_at) WHERE done_at IS NULL;

CREATE INDEX outbox_open_of_contact ON outbox (contact_id, id) WHERE done_at IS NULL;

CREATE INDEX passed_picture_of_album ON passed_picture (group_id, album);

CREATE INDEX postponement_to_look_at ON postponement (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX proposal_of_state ON proposal (centre_id, state);

CREATE INDEX quota_due ON quota (state, close_at);

CREATE INDEX rain_event_of_centre ON rain_event (centre_id, started_at);

CREATE UNIQUE INDEX rain_event_under_way ON rain_event (centre_id) WHERE over_at IS NULL AND withdrawn_at IS NULL;

CREATE INDEX report_to_look_at ON report (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX review_to_look_at ON review (look_at) WHERE look_at IS NOT NULL;

CREATE INDEX revisit_by_visitor ON revisit (done_by, done_at) WHERE done_by IS NOT NULL;

CREATE INDEX revisit_due ON revisit (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX revisit_of_centre ON revisit (centre_id, due_at);

CREATE INDEX sign_in_what_at ON sign_in (what, at);

CREATE UNIQUE INDEX staff_group_at ON staff_group (account, address) WHERE kind = 'telegram' AND address <> '';

CREATE INDEX survey_due ON survey (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX task_open ON task (centre_id, done_at, due_at);

CREATE INDEX transfer_of_centre ON transfer (centre_id, state, due_at);

CREATE INDEX transfer_to_look_at ON transfer (look_at) WHERE look_at IS NOT NULL;

CREATE TRIGGER search_contact AFTER UPDATE OF owner_id, name ON contact BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number WHERE NEW.owner_id IS NOT NULL) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END;

CREATE TRIGGER search_owner AFTER UPDATE OF name, phone, address, contact_person ON owner BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.id AS number) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE owner_id = NEW.id) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END;

CREATE TRIGGER search_owner_new AFTER INSERT ON owner BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.id AS number) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END;

CREATE TRIGGER search_tenancy AFTER UPDATE ON tenancy BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END;

CREATE TRIGGER search_tenancy_new AFTER INSERT ON tenancy BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END;

CREATE TRIGGER search_unit AFTER UPDATE OF building, room ON unit BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'u' AS kind, NEW.id AS number) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE unit_id = NEW.id) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT DISTINCT centre_id AS centre, 'o' AS kind, owner_id AS number
FROM tenancy WHERE unit_id = NEW.id) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END;

CREATE TRIGGER search_unit_new AFTER INSERT ON unit BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM (SELECT NEW.centre_id AS centre, 'u' AS kind, NEW.id AS number) AS n WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number); END
