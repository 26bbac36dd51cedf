CREATE TABLE access_token (
    account VARCHAR(64) NOT NULL,
    token VARCHAR NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE,
    lease_until TIMESTAMP WITH TIME ZONE,
    forced_at TIMESTAMP WITH TIME ZONE,
    forced INTEGER NOT NULL,
    CONSTRAINT access_token_pkey PRIMARY KEY (account)
);

CREATE TABLE action (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    review_id INTEGER,
    kind VARCHAR(16) NOT NULL,
    what VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    responsible_id INTEGER NOT NULL,
    set_by INTEGER NOT NULL,
    set_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    done_by INTEGER,
    done_words VARCHAR NOT NULL,
    verified_at TIMESTAMP WITH TIME ZONE,
    verified_by INTEGER,
    verdict VARCHAR(16),
    verdict_words VARCHAR NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    chased INTEGER NOT NULL,
    meeting_id INTEGER,
    CONSTRAINT action_pkey PRIMARY KEY (id)
);

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE answer (
    id SERIAL NOT NULL,
    invitation_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    value VARCHAR(8) NOT NULL,
    words VARCHAR NOT NULL,
    how VARCHAR(8) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT answer_pkey PRIMARY KEY (id),
    CONSTRAINT answer_invitation_id_question_id_key UNIQUE NULLS DISTINCT (invitation_id, question_id)
);

CREATE TABLE appointment (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    revisit_id INTEGER,
    case_id INTEGER,
    revision INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by VARCHAR(32) NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    why VARCHAR NOT NULL,
    remind_at TIMESTAMP WITH TIME ZONE,
    reminded_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT appointment_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_revisit_id_revision_key UNIQUE NULLS DISTINCT (revisit_id, revision)
);

CREATE TABLE approval (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    step VARCHAR(20) NOT NULL,
    agreed BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    by_id INTEGER NOT NULL,
    by_role VARCHAR(32) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT approval_pkey PRIMARY KEY (id),
    CONSTRAINT approval_notice_id_version_step_key UNIQUE NULLS DISTINCT (notice_id, version, step)
);

CREATE TABLE attachment (
    id SERIAL NOT NULL,
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
    try_at TIMESTAMP WITH TIME ZONE,
    tries INTEGER NOT NULL,
    revisit_id INTEGER,
    original_sha256 VARCHAR(64),
    original_type VARCHAR(32),
    CONSTRAINT attachment_pkey PRIMARY KEY (id)
);

CREATE TABLE bind_code (
    code_hash VARCHAR(64) NOT NULL,
    centre_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT bind_code_pkey PRIMARY KEY (code_hash)
);

CREATE TABLE bot_account (
    account VARCHAR(64) NOT NULL,
    centre_id INTEGER,
    username VARCHAR(64) NOT NULL,
    platform_id BIGINT NOT NULL,
    reads_all BOOLEAN NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT bot_account_pkey PRIMARY KEY (account)
);

CREATE TABLE building (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    accepted_on DATE,
    CONSTRAINT building_pkey PRIMARY KEY (id),
    CONSTRAINT building_centre_id_name_key UNIQUE NULLS DISTINCT (centre_id, name)
);

CREATE TABLE campaign (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    storm_id INTEGER NOT NULL,
    phase VARCHAR(16) NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    cursor_at TIMESTAMP WITH TIME ZONE,
    cursor_id INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    some_were_busy BOOLEAN NOT NULL,
    spread_until TIMESTAMP WITH TIME ZONE,
    asked INTEGER NOT NULL,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT campaign_pkey PRIMARY KEY (id),
    CONSTRAINT campaign_storm_id_key UNIQUE NULLS DISTINCT (storm_id)
);

CREATE TABLE "case" (
    id SERIAL NOT NULL,
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
    visit_from TIMESTAMP WITH TIME ZONE,
    visit_until TIMESTAMP WITH TIME ZONE,
    wished_by TIMESTAMP WITH TIME ZONE,
    reply_by TIMESTAMP WITH TIME ZONE NOT NULL,
    reply_clause VARCHAR(24) NOT NULL,
    reply_steps VARCHAR NOT NULL,
    warn_at TIMESTAMP WITH TIME ZONE NOT NULL,
    warned_at TIMESTAMP WITH TIME ZONE,
    replied_at TIMESTAMP WITH TIME ZONE,
    promise_kept BOOLEAN,
    close_by TIMESTAMP WITH TIME ZONE,
    close_clause VARCHAR(24),
    department_id INTEGER,
    handler_id INTEGER,
    parent_id INTEGER,
    relation VARCHAR(16),
    cause VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    close_reason VARCHAR(16),
    close_steps VARCHAR DEFAULT '[]'::character varying NOT NULL,
    close_warn_at TIMESTAMP WITH TIME ZONE,
    close_warned_at TIMESTAMP WITH TIME ZONE,
    close_broken_at TIMESTAMP WITH TIME ZONE,
    close_kept BOOLEAN,
    alarmed_at TIMESTAMP WITH TIME ZONE,
    waits_since TIMESTAMP WITH TIME ZONE,
    reopened_at TIMESTAMP WITH TIME ZONE,
    validity VARCHAR(16) DEFAULT 'undecided'::character varying NOT NULL,
    validity_reason VARCHAR DEFAULT ''::character varying NOT NULL,
    explanation VARCHAR DEFAULT ''::character varying NOT NULL,
    helped VARCHAR DEFAULT ''::character varying NOT NULL,
    triage_by TIMESTAMP WITH TIME ZONE,
    triage_look_at TIMESTAMP WITH TIME ZONE,
    triaged_at TIMESTAMP WITH TIME ZONE,
    triaged_by INTEGER,
    cause_kind VARCHAR(16),
    contact_by TIMESTAMP WITH TIME ZONE,
    first_contact_at TIMESTAMP WITH TIME ZONE,
    level VARCHAR(24) DEFAULT 'handler'::character varying NOT NULL,
    stepped_at TIMESTAMP WITH TIME ZONE,
    stepped_for VARCHAR(16),
    look_at TIMESTAMP WITH TIME ZONE,
    return_by TIMESTAMP WITH TIME ZONE,
    returned_at TIMESTAMP WITH TIME ZONE,
    incident_id INTEGER,
    constructive BOOLEAN DEFAULT false NOT NULL,
    awaits_rain BOOLEAN DEFAULT false NOT NULL,
    proved_dry_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT case_pkey PRIMARY KEY (id),
    CONSTRAINT case_centre_id_number_key UNIQUE NULLS DISTINCT (centre_id, number)
);

CREATE TABLE case_event (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor VARCHAR(32) NOT NULL,
    what VARCHAR(32) NOT NULL,
    clause VARCHAR(24),
    data VARCHAR NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT case_event_pkey PRIMARY KEY (id)
);

CREATE TABLE centre (
    id SERIAL NOT NULL,
    code VARCHAR(20) NOT NULL,
    name VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    procedure VARCHAR NOT NULL,
    holidays VARCHAR NOT NULL,
    locale VARCHAR NOT NULL,
    phone_service VARCHAR NOT NULL,
    phone_24h VARCHAR NOT NULL,
    phone_complaints VARCHAR NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    CONSTRAINT centre_pkey PRIMARY KEY (id),
    CONSTRAINT centre_code_key UNIQUE NULLS DISTINCT (code)
);

CREATE TABLE chain (
    centre_id INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT chain_pkey PRIMARY KEY (centre_id)
);

CREATE TABLE client_report (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    quarter VARCHAR(7) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    figures VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    handed_in_at TIMESTAMP WITH TIME ZONE,
    handed_in_by INTEGER,
    CONSTRAINT client_report_pkey PRIMARY KEY (id),
    CONSTRAINT client_report_centre_id_quarter_key UNIQUE NULLS DISTINCT (centre_id, quarter)
);

CREATE TABLE contact (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    address VARCHAR(128) NOT NULL,
    owner_id INTEGER,
    name VARCHAR NOT NULL,
    locale VARCHAR(16) NOT NULL,
    unreachable VARCHAR(32),
    CONSTRAINT contact_pkey PRIMARY KEY (id),
    CONSTRAINT contact_account_address_key UNIQUE NULLS DISTINCT (account, address)
);

CREATE TABLE conversation (
    contact_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    heard_at TIMESTAMP WITH TIME ZONE,
    chase_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT conversation_pkey PRIMARY KEY (contact_id)
);

CREATE TABLE counter (
    centre_id INTEGER NOT NULL,
    name VARCHAR(16) NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT counter_pkey PRIMARY KEY (centre_id, name)
);

CREATE TABLE daily (
    centre_id INTEGER NOT NULL,
    name VARCHAR(32) NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT daily_pkey PRIMARY KEY (centre_id, name)
);

CREATE TABLE dead_letter (
    id SERIAL NOT NULL,
    centre_id INTEGER,
    account VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    error VARCHAR NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    solved_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT dead_letter_pkey PRIMARY KEY (id)
);

CREATE TABLE delivery (
    id SERIAL NOT NULL,
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
    sent_at TIMESTAMP WITH TIME ZONE,
    sent_by INTEGER,
    read_at TIMESTAMP WITH TIME ZONE,
    signed_by VARCHAR NOT NULL,
    signature_id INTEGER,
    CONSTRAINT delivery_pkey PRIMARY KEY (id),
    CONSTRAINT delivery_notice_id_unit_id_owner_id_key UNIQUE NULLS DISTINCT (notice_id, unit_id, owner_id)
);

CREATE TABLE department (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    CONSTRAINT department_pkey PRIMARY KEY (id),
    CONSTRAINT department_centre_id_name_key UNIQUE NULLS DISTINCT (centre_id, name)
);

CREATE TABLE group_card (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    shown VARCHAR NOT NULL,
    external_id VARCHAR(64),
    thread_id VARCHAR(64),
    topics_made INTEGER NOT NULL,
    topic_closed BOOLEAN DEFAULT false NOT NULL,
    code VARCHAR(512),
    code_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT group_card_pkey PRIMARY KEY (id),
    CONSTRAINT group_card_group_id_case_id_key UNIQUE NULLS DISTINCT (group_id, case_id)
);

CREATE TABLE group_post (
    id SERIAL NOT NULL,
    centre_id INTEGER,
    group_id INTEGER,
    card_id INTEGER,
    account VARCHAR(64) NOT NULL,
    address VARCHAR(512) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    key VARCHAR(128) NOT NULL,
    weight INTEGER NOT NULL,
    body VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    try_at TIMESTAMP WITH TIME ZONE NOT NULL,
    tries INTEGER NOT NULL,
    lease_gen INTEGER NOT NULL,
    ambiguous BOOLEAN NOT NULL,
    error VARCHAR,
    external_id VARCHAR(64),
    answered_at TIMESTAMP WITH TIME ZONE,
    done_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT group_post_pkey PRIMARY KEY (id),
    CONSTRAINT group_post_account_key_key UNIQUE NULLS DISTINCT (account, key)
);

CREATE TABLE import_batch (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    file_name VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    columns VARCHAR NOT NULL,
    matched VARCHAR NOT NULL,
    rows VARCHAR NOT NULL,
    row_count INTEGER NOT NULL,
    faults VARCHAR NOT NULL,
    fault_count INTEGER NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    why VARCHAR NOT NULL,
    CONSTRAINT import_batch_pkey PRIMARY KEY (id)
);

CREATE TABLE inbound_key (
    account VARCHAR(64) NOT NULL,
    sender VARCHAR(128) NOT NULL,
    external_id VARCHAR(128) NOT NULL,
    message_id INTEGER,
    CONSTRAINT inbound_key_pkey PRIMARY KEY (account, sender, external_id)
);

CREATE TABLE incident (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    number VARCHAR(20) NOT NULL,
    title VARCHAR NOT NULL,
    category VARCHAR(32) NOT NULL,
    building VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_by INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    answered_by INTEGER,
    cause VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    closed_by INTEGER,
    CONSTRAINT incident_pkey PRIMARY KEY (id),
    CONSTRAINT incident_centre_id_number_key UNIQUE NULLS DISTINCT (centre_id, number)
);

CREATE TABLE incident_answer (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    incident_id INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    by_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent INTEGER NOT NULL,
    phoned INTEGER NOT NULL,
    CONSTRAINT incident_answer_pkey PRIMARY KEY (id),
    CONSTRAINT incident_answer_incident_id_nth_key UNIQUE NULLS DISTINCT (incident_id, nth)
);

CREATE TABLE invitation (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    key VARCHAR(24) NOT NULL,
    unit_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    contact_id INTEGER,
    state VARCHAR(16) NOT NULL,
    why VARCHAR(32) NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    asked_at TIMESTAMP WITH TIME ZONE,
    reminded INTEGER NOT NULL,
    reminded_at TIMESTAMP WITH TIME ZONE,
    answered_at TIMESTAMP WITH TIME ZONE,
    how VARCHAR(8) NOT NULL,
    entered_by INTEGER,
    case_id INTEGER,
    CONSTRAINT invitation_pkey PRIMARY KEY (id),
    CONSTRAINT invitation_survey_id_key_key UNIQUE NULLS DISTINCT (survey_id, key)
);

CREATE TABLE kept_promise (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    reply_by TIMESTAMP WITH TIME ZONE NOT NULL,
    clause VARCHAR(24) NOT NULL,
    replied_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT kept_promise_pkey PRIMARY KEY (id)
);

CREATE TABLE letter (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    incident_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    drafted_by INTEGER NOT NULL,
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by INTEGER,
    decided_at TIMESTAMP WITH TIME ZONE,
    reason VARCHAR NOT NULL,
    sent_by INTEGER,
    sent_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT letter_pkey PRIMARY KEY (id),
    CONSTRAINT letter_incident_id_version_key UNIQUE NULLS DISTINCT (incident_id, version)
);

CREATE TABLE letter_copy (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    owner_id INTEGER,
    message_id INTEGER,
    means VARCHAR(16) NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    delivered_at TIMESTAMP WITH TIME ZONE,
    delivered_by INTEGER,
    revisit_id INTEGER,
    CONSTRAINT letter_copy_pkey PRIMARY KEY (id),
    CONSTRAINT letter_copy_letter_id_case_id_key UNIQUE NULLS DISTINCT (letter_id, case_id)
);

CREATE TABLE meeting (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    begins_at TIMESTAMP WITH TIME ZONE NOT NULL,
    place VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    people VARCHAR NOT NULL,
    building VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    approved_at TIMESTAMP WITH TIME ZONE,
    invited_at TIMESTAMP WITH TIME ZONE,
    reminded_at TIMESTAMP WITH TIME ZONE,
    look_at TIMESTAMP WITH TIME ZONE,
    minutes VARCHAR NOT NULL,
    minutes_at TIMESTAMP WITH TIME ZONE,
    minutes_by INTEGER,
    reason VARCHAR NOT NULL,
    CONSTRAINT meeting_pkey PRIMARY KEY (id)
);

CREATE TABLE meeting_guest (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    contact_id INTEGER,
    asked_at TIMESTAMP WITH TIME ZONE,
    look_at TIMESTAMP WITH TIME ZONE,
    coming VARCHAR(8),
    how VARCHAR(16),
    answered_at TIMESTAMP WITH TIME ZONE,
    attended BOOLEAN NOT NULL,
    CONSTRAINT meeting_guest_pkey PRIMARY KEY (id),
    CONSTRAINT meeting_guest_meeting_id_owner_id_key UNIQUE NULLS DISTINCT (meeting_id, owner_id)
);

CREATE TABLE meeting_plan (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE,
    submitted_by INTEGER,
    decided_at TIMESTAMP WITH TIME ZONE,
    decided_by INTEGER,
    reason VARCHAR NOT NULL,
    CONSTRAINT meeting_plan_pkey PRIMARY KEY (id),
    CONSTRAINT meeting_plan_centre_id_year_key UNIQUE NULLS DISTINCT (centre_id, year)
);

CREATE TABLE menu_tag (
    contact_id INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL,
    CONSTRAINT menu_tag_pkey PRIMARY KEY (contact_id)
);

CREATE TABLE message (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    case_id INTEGER,
    direction VARCHAR(3) NOT NULL,
    body VARCHAR NOT NULL,
    external_id VARCHAR(128),
    album VARCHAR(64),
    by_staff_id INTEGER,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    revisit_id INTEGER,
    CONSTRAINT message_pkey PRIMARY KEY (id)
);

CREATE TABLE notice (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    number VARCHAR(20) NOT NULL,
    state VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    drafted_by INTEGER NOT NULL,
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    published_by INTEGER,
    published_at TIMESTAMP WITH TIME ZONE,
    withdrawn_by INTEGER,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    why_withdrawn VARCHAR NOT NULL,
    phase VARCHAR(16) NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    rounds INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    spread_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT notice_pkey PRIMARY KEY (id),
    CONSTRAINT notice_centre_id_number_key UNIQUE NULLS DISTINCT (centre_id, number)
);

CREATE TABLE notice_case (
    case_id INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    centre_id INTEGER NOT NULL,
    responsible_id INTEGER NOT NULL,
    named_by INTEGER NOT NULL,
    named_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT notice_case_pkey PRIMARY KEY (case_id)
);

CREATE TABLE notice_file (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    attachment_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    CONSTRAINT notice_file_pkey PRIMARY KEY (id),
    CONSTRAINT notice_file_version_id_attachment_id_key UNIQUE NULLS DISTINCT (version_id, attachment_id)
);

CREATE TABLE notice_version (
    id SERIAL NOT NULL,
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
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT notice_version_pkey PRIMARY KEY (id),
    CONSTRAINT notice_version_notice_id_version_key UNIQUE NULLS DISTINCT (notice_id, version)
);

CREATE TABLE opt_in (
    id SERIAL NOT NULL,
    contact_id INTEGER NOT NULL,
    template_id VARCHAR(64) NOT NULL,
    given_at TIMESTAMP WITH TIME ZONE NOT NULL,
    outbox_id INTEGER,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT opt_in_pkey PRIMARY KEY (id)
);

CREATE TABLE outbox (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    klass VARCHAR(1) NOT NULL,
    state VARCHAR(16) NOT NULL,
    try_at TIMESTAMP WITH TIME ZONE NOT NULL,
    tries INTEGER NOT NULL,
    lease_gen INTEGER NOT NULL,
    ambiguous BOOLEAN NOT NULL,
    parts_sent INTEGER NOT NULL,
    error VARCHAR,
    done_at TIMESTAMP WITH TIME ZONE,
    means VARCHAR(16),
    why VARCHAR(32),
    reserved VARCHAR(16),
    parts_most INTEGER,
    CONSTRAINT outbox_pkey PRIMARY KEY (id)
);

CREATE TABLE owner (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    phone VARCHAR(20),
    address VARCHAR DEFAULT ''::character varying NOT NULL,
    postcode VARCHAR(16) DEFAULT ''::character varying NOT NULL,
    contact_person VARCHAR DEFAULT ''::character varying NOT NULL,
    CONSTRAINT owner_pkey PRIMARY KEY (id)
);

CREATE TABLE pace (
    key VARCHAR(200) NOT NULL,
    free_at TIMESTAMP WITH TIME ZONE NOT NULL,
    paused_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pace_pkey PRIMARY KEY (key)
);

CREATE TABLE passed_picture (
    attachment_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    group_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    external_id VARCHAR(64) NOT NULL,
    thread VARCHAR(64) NOT NULL,
    album VARCHAR(64) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT passed_picture_pkey PRIMARY KEY (attachment_id)
);

CREATE TABLE passive_reply (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    sender VARCHAR(128) NOT NULL,
    key VARCHAR(128) NOT NULL,
    body VARCHAR NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT passive_reply_pkey PRIMARY KEY (id),
    CONSTRAINT passive_reply_account_sender_key_key UNIQUE NULLS DISTINCT (account, sender, key)
);

CREATE TABLE poll (
    account VARCHAR(64) NOT NULL,
    next_offset BIGINT NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    lease_gen INTEGER NOT NULL,
    CONSTRAINT poll_pkey PRIMARY KEY (account)
);

CREATE TABLE postponement (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    state VARCHAR(24) NOT NULL,
    old_by TIMESTAMP WITH TIME ZONE,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    reason VARCHAR NOT NULL,
    clause VARCHAR(24) NOT NULL,
    asked_by INTEGER NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by INTEGER,
    decided_at TIMESTAMP WITH TIME ZONE,
    note VARCHAR NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE,
    told_how VARCHAR(16),
    answered_at TIMESTAMP WITH TIME ZONE,
    wanted_by TIMESTAMP WITH TIME ZONE,
    look_at TIMESTAMP WITH TIME ZONE,
    reminded_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT postponement_pkey PRIMARY KEY (id)
);

CREATE TABLE proposal (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    clause VARCHAR(24) NOT NULL,
    words VARCHAR NOT NULL,
    state VARCHAR(16) NOT NULL,
    filed_by VARCHAR(32) NOT NULL,
    filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    passed_by INTEGER,
    passed_at TIMESTAMP WITH TIME ZONE,
    decided_by INTEGER,
    decided_at TIMESTAMP WITH TIME ZONE,
    reason VARCHAR NOT NULL,
    carried_by INTEGER,
    carried_at TIMESTAMP WITH TIME ZONE,
    document VARCHAR NOT NULL,
    version VARCHAR(64) NOT NULL,
    CONSTRAINT proposal_pkey PRIMARY KEY (id)
);

CREATE TABLE question (
    id SERIAL NOT NULL,
    survey_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    key VARCHAR(32) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    category VARCHAR(32) NOT NULL,
    text_id VARCHAR(64) NOT NULL,
    words VARCHAR NOT NULL,
    CONSTRAINT question_pkey PRIMARY KEY (id),
    CONSTRAINT question_survey_id_key_key UNIQUE NULLS DISTINCT (survey_id, key)
);

CREATE TABLE quota (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    month VARCHAR(7) NOT NULL,
    wanted INTEGER NOT NULL,
    done INTEGER NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(8) NOT NULL,
    remind_at TIMESTAMP WITH TIME ZONE NOT NULL,
    close_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reminded_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT quota_pkey PRIMARY KEY (id),
    CONSTRAINT quota_staff_id_month_key UNIQUE NULLS DISTINCT (staff_id, month)
);

CREATE TABLE rain_event (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE NOT NULL,
    over_at TIMESTAMP WITH TIME ZONE,
    mm DOUBLE PRECISION,
    met_mm DOUBLE PRECISION,
    met_hours INTEGER,
    peaks VARCHAR NOT NULL,
    gaps INTEGER NOT NULL,
    sources VARCHAR NOT NULL,
    noticed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    declared_by INTEGER,
    ended_by INTEGER,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    withdrawn_by INTEGER,
    reason VARCHAR NOT NULL,
    CONSTRAINT rain_event_pkey PRIMARY KEY (id)
);

CREATE TABLE rain_hour (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    source VARCHAR(16) NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    mm DOUBLE PRECISION,
    heard_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revised INTEGER NOT NULL,
    CONSTRAINT rain_hour_pkey PRIMARY KEY (id),
    CONSTRAINT rain_hour_centre_id_source_ends_at_key UNIQUE NULLS DISTINCT (centre_id, source, ends_at)
);

CREATE TABLE rain_watch (
    centre_id INTEGER NOT NULL,
    source VARCHAR(16) NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    tries INTEGER NOT NULL,
    trouble VARCHAR(16),
    CONSTRAINT rain_watch_pkey PRIMARY KEY (centre_id, source)
);

CREATE TABLE reach_form (
    account VARCHAR(64) NOT NULL,
    purpose VARCHAR(16) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    template_id VARCHAR(64) NOT NULL,
    fields VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    fault VARCHAR,
    CONSTRAINT reach_form_pkey PRIMARY KEY (account, purpose, kind)
);

CREATE TABLE reach_receipt (
    account VARCHAR(64) NOT NULL,
    external_id VARCHAR(128) NOT NULL,
    status VARCHAR(64) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT reach_receipt_pkey PRIMARY KEY (account, external_id)
);

CREATE TABLE reach_window (
    contact_id INTEGER NOT NULL,
    words_until TIMESTAMP WITH TIME ZONE,
    words_left INTEGER NOT NULL,
    short_until TIMESTAMP WITH TIME ZONE,
    short_left INTEGER NOT NULL,
    muted_at TIMESTAMP WITH TIME ZONE,
    heard_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT reach_window_pkey PRIMARY KEY (contact_id)
);

CREATE TABLE recovery_code (
    code_hash VARCHAR(64) NOT NULL,
    staff_id INTEGER NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (code_hash)
);

CREATE TABLE report (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    kind VARCHAR(16) NOT NULL,
    period VARCHAR(8) NOT NULL,
    version INTEGER NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    until TIMESTAMP WITH TIME ZONE,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    reminded_at TIMESTAMP WITH TIME ZONE,
    chased INTEGER NOT NULL,
    figures VARCHAR NOT NULL,
    remarks VARCHAR NOT NULL,
    opinion VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE,
    submitted_by INTEGER,
    signed_at TIMESTAMP WITH TIME ZONE,
    signed_by INTEGER,
    CONSTRAINT report_pkey PRIMARY KEY (id),
    CONSTRAINT report_centre_id_kind_period_version_key UNIQUE NULLS DISTINCT (centre_id, kind, period, version)
);

CREATE TABLE review (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    subject VARCHAR(16) NOT NULL,
    category VARCHAR(32) NOT NULL,
    building VARCHAR NOT NULL,
    period VARCHAR(7) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    figures VARCHAR NOT NULL,
    case_ids VARCHAR NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    measure VARCHAR NOT NULL,
    measured_by INTEGER,
    measured_at TIMESTAMP WITH TIME ZONE,
    responsible_id INTEGER,
    due_at TIMESTAMP WITH TIME ZONE,
    check_at TIMESTAMP WITH TIME ZONE,
    checked_by INTEGER,
    checked_at TIMESTAMP WITH TIME ZONE,
    verdict VARCHAR(16),
    verdict_words VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    chased INTEGER NOT NULL,
    CONSTRAINT review_pkey PRIMARY KEY (id),
    CONSTRAINT review_centre_id_subject_category_building_period_key UNIQUE NULLS DISTINCT (centre_id, subject, category, building, period)
);

CREATE TABLE revisit (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER,
    round INTEGER NOT NULL,
    form VARCHAR(16) NOT NULL,
    by_whom VARCHAR(32) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    asked_at TIMESTAMP WITH TIME ZONE,
    answered_at TIMESTAMP WITH TIME ZONE,
    done_at TIMESTAMP WITH TIME ZONE,
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
    key VARCHAR(64),
    rule VARCHAR(32) DEFAULT ''::character varying NOT NULL,
    also VARCHAR DEFAULT ''::character varying NOT NULL,
    satisfaction INTEGER,
    storm_id INTEGER,
    visitor_id INTEGER,
    visit_from TIMESTAMP WITH TIME ZONE,
    visit_until TIMESTAMP WITH TIME ZONE,
    visited_at TIMESTAMP WITH TIME ZONE,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    planned_at TIMESTAMP WITH TIME ZONE,
    reason VARCHAR DEFAULT ''::character varying NOT NULL,
    tries INTEGER DEFAULT 0 NOT NULL,
    tried_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT revisit_pkey PRIMARY KEY (id),
    CONSTRAINT revisit_case_id_round_key UNIQUE NULLS DISTINCT (case_id, round),
    CONSTRAINT uq_revisit_centre_id_key UNIQUE NULLS DISTINCT (centre_id, key)
);

CREATE TABLE search_due (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    thing VARCHAR(1) NOT NULL,
    thing_id INTEGER NOT NULL,
    look_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT search_due_pkey PRIMARY KEY (id),
    CONSTRAINT search_due_thing_thing_id_key UNIQUE NULLS DISTINCT (thing, thing_id)
);

CREATE TABLE search_entry (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    thing VARCHAR(1) NOT NULL,
    thing_id INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    grams TSVECTOR,
    CONSTRAINT search_entry_pkey PRIMARY KEY (id),
    CONSTRAINT search_entry_thing_thing_id_key UNIQUE NULLS DISTINCT (thing, thing_id)
);

CREATE TABLE search_mark (
    centre_id INTEGER NOT NULL,
    upto BIGINT NOT NULL,
    CONSTRAINT search_mark_pkey PRIMARY KEY (centre_id)
);

CREATE TABLE second_factor (
    staff_id INTEGER NOT NULL,
    sealed VARCHAR NOT NULL,
    last_step INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE,
    CONSTRAINT second_factor_pkey PRIMARY KEY (staff_id)
);

CREATE TABLE sign_in (
    id SERIAL NOT NULL,
    what VARCHAR(120) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sign_in_pkey PRIMARY KEY (id)
);

CREATE TABLE staff (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    login VARCHAR(64) NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR(32) NOT NULL,
    department_id INTEGER,
    password_hash VARCHAR NOT NULL,
    locale VARCHAR NOT NULL,
    disabled_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT staff_pkey PRIMARY KEY (id),
    CONSTRAINT staff_login_key UNIQUE NULLS DISTINCT (login)
);

CREATE TABLE staff_chat (
    id SERIAL NOT NULL,
    staff_id INTEGER NOT NULL,
    account VARCHAR(64) NOT NULL,
    sender VARCHAR(64) NOT NULL,
    bound_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT staff_chat_pkey PRIMARY KEY (id),
    CONSTRAINT staff_chat_account_sender_key UNIQUE NULLS DISTINCT (account, sender)
);

CREATE TABLE staff_code (
    code_hash VARCHAR(64) NOT NULL,
    staff_id INTEGER NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT staff_code_pkey PRIMARY KEY (code_hash)
);

CREATE TABLE staff_group (
    id SERIAL NOT NULL,
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
    list_at TIMESTAMP WITH TIME ZONE,
    code_hash VARCHAR(64),
    code_until TIMESTAMP WITH TIME ZONE,
    lost_at TIMESTAMP WITH TIME ZONE,
    lost_why VARCHAR NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT staff_group_pkey PRIMARY KEY (id)
);

CREATE TABLE staff_session (
    token_hash VARCHAR(64) NOT NULL,
    staff_id INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    browser VARCHAR(80) DEFAULT ''::character varying NOT NULL,
    waits_for VARCHAR(16),
    CONSTRAINT staff_session_pkey PRIMARY KEY (token_hash)
);

CREATE TABLE survey (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    half VARCHAR(7) NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    per VARCHAR(8) NOT NULL,
    seed VARCHAR(64) NOT NULL,
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    started_by INTEGER,
    ends_at TIMESTAMP WITH TIME ZONE,
    spread_until TIMESTAMP WITH TIME ZONE,
    next_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    figures VARCHAR NOT NULL,
    conclusion VARCHAR NOT NULL,
    signed_at TIMESTAMP WITH TIME ZONE,
    signed_by INTEGER,
    CONSTRAINT survey_pkey PRIMARY KEY (id),
    CONSTRAINT survey_centre_id_half_key UNIQUE NULLS DISTINCT (centre_id, half)
);

CREATE TABLE task (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    key VARCHAR(64) NOT NULL,
    case_id INTEGER,
    contact_id INTEGER,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    clause VARCHAR(24),
    data VARCHAR NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    done_by INTEGER,
    note VARCHAR NOT NULL,
    for_role VARCHAR(32),
    staff_id INTEGER,
    CONSTRAINT task_pkey PRIMARY KEY (id),
    CONSTRAINT task_kind_key_key UNIQUE NULLS DISTINCT (kind, key)
);

CREATE TABLE tenancy (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    until TIMESTAMP WITH TIME ZONE,
    is_move_in BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT tenancy_pkey PRIMARY KEY (id)
);

CREATE TABLE transfer (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    recipient VARCHAR(16) NOT NULL,
    name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    defect VARCHAR NOT NULL,
    clause VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    proposed_by INTEGER NOT NULL,
    consent_asked_at TIMESTAMP WITH TIME ZONE,
    consent_at TIMESTAMP WITH TIME ZONE,
    consent_how VARCHAR(16),
    consent_words VARCHAR NOT NULL,
    consent_by INTEGER,
    with_person BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    sent_by INTEGER,
    due_at TIMESTAMP WITH TIME ZONE,
    look_at TIMESTAMP WITH TIME ZONE,
    answer VARCHAR NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_by INTEGER,
    why VARCHAR NOT NULL,
    CONSTRAINT transfer_pkey PRIMARY KEY (id)
);

CREATE TABLE unit (
    id SERIAL NOT NULL,
    centre_id INTEGER NOT NULL,
    building VARCHAR NOT NULL,
    room VARCHAR NOT NULL,
    handed_over_on DATE,
    CONSTRAINT unit_pkey PRIMARY KEY (id),
    CONSTRAINT unit_centre_id_building_room_key UNIQUE NULLS DISTINCT (centre_id, building, room)
);

CREATE TABLE web_state (
    state_hash VARCHAR(64) NOT NULL,
    account VARCHAR(64) NOT NULL,
    browser_hash VARCHAR(64) NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT web_state_pkey PRIMARY KEY (state_hash)
);

CREATE INDEX action_of_centre ON action (centre_id, state, due_at);

CREATE INDEX action_to_chase ON action (look_at) WHERE (look_at IS NOT NULL);

CREATE INDEX ix_action_case_id ON action (case_id);

CREATE INDEX ix_action_meeting_id ON action (meeting_id);

CREATE INDEX ix_action_review_id ON action (review_id);

ALTER TABLE action ADD CONSTRAINT action_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE action ADD CONSTRAINT action_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE action ADD CONSTRAINT action_done_by_fkey FOREIGN KEY(done_by) REFERENCES staff (id);

ALTER TABLE action ADD CONSTRAINT action_meeting_id_fkey FOREIGN KEY(meeting_id) REFERENCES meeting (id);

ALTER TABLE action ADD CONSTRAINT action_responsible_id_fkey FOREIGN KEY(responsible_id) REFERENCES staff (id);

ALTER TABLE action ADD CONSTRAINT action_review_id_fkey FOREIGN KEY(review_id) REFERENCES review (id);

ALTER TABLE action ADD CONSTRAINT action_set_by_fkey FOREIGN KEY(set_by) REFERENCES staff (id);

ALTER TABLE action ADD CONSTRAINT action_verified_by_fkey FOREIGN KEY(verified_by) REFERENCES staff (id);

CREATE INDEX ix_answer_question_id ON answer (question_id);

ALTER TABLE answer ADD CONSTRAINT answer_invitation_id_fkey FOREIGN KEY(invitation_id) REFERENCES invitation (id);

ALTER TABLE answer ADD CONSTRAINT answer_question_id_fkey FOREIGN KEY(question_id) REFERENCES question (id);

CREATE INDEX ix_appointment_case_id ON appointment (case_id);

CREATE INDEX ix_appointment_centre_id ON appointment (centre_id);

ALTER TABLE appointment ADD CONSTRAINT appointment_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE appointment ADD CONSTRAINT appointment_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE appointment ADD CONSTRAINT appointment_revisit_id_fkey FOREIGN KEY(revisit_id) REFERENCES revisit (id);

CREATE INDEX ix_approval_centre_id ON approval (centre_id);

ALTER TABLE approval ADD CONSTRAINT approval_by_id_fkey FOREIGN KEY(by_id) REFERENCES staff (id);

ALTER TABLE approval ADD CONSTRAINT approval_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE approval ADD CONSTRAINT approval_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES notice (id);

CREATE INDEX ix_attachment_case_id ON attachment (case_id);

CREATE INDEX ix_attachment_contact_id ON attachment (contact_id);

CREATE INDEX ix_attachment_original_sha256 ON attachment (original_sha256);

CREATE INDEX ix_attachment_sha256 ON attachment (sha256);

CREATE INDEX ix_attachment_try_at ON attachment (try_at);

ALTER TABLE attachment ADD CONSTRAINT attachment_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE attachment ADD CONSTRAINT attachment_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE attachment ADD CONSTRAINT attachment_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE attachment ADD CONSTRAINT attachment_message_id_fkey FOREIGN KEY(message_id) REFERENCES message (id);

ALTER TABLE attachment ADD CONSTRAINT fk_attachment_revisit_id FOREIGN KEY(revisit_id) REFERENCES revisit (id);

ALTER TABLE bind_code ADD CONSTRAINT bind_code_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE bind_code ADD CONSTRAINT bind_code_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE bot_account ADD CONSTRAINT bot_account_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE building ADD CONSTRAINT building_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX campaign_due ON campaign (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX ix_campaign_centre_id ON campaign (centre_id);

ALTER TABLE campaign ADD CONSTRAINT campaign_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE campaign ADD CONSTRAINT campaign_storm_id_fkey FOREIGN KEY(storm_id) REFERENCES rain_event (id);

CREATE INDEX case_awaiting_rain ON "case" (centre_id, resolved_at) WHERE awaits_rain;

CREATE INDEX case_of_day ON "case" (centre_id, opened_at);

CREATE INDEX case_of_state ON "case" (centre_id, state, reply_by);

CREATE INDEX case_to_look_at ON "case" (look_at) WHERE (look_at IS NOT NULL);

CREATE INDEX case_to_triage ON "case" (triage_look_at) WHERE (triage_look_at IS NOT NULL);

CREATE INDEX case_unanswered ON "case" (reply_by) WHERE (replied_at IS NULL);

CREATE INDEX case_unsolved ON "case" (opened_at) WHERE ((resolved_at IS NULL) AND (closed_at IS NULL));

CREATE INDEX case_unwarned ON "case" (warn_at) WHERE ((replied_at IS NULL) AND (warned_at IS NULL));

CREATE INDEX ix_case_contact_id ON "case" (contact_id);

CREATE INDEX ix_case_handler_id ON "case" (handler_id);

CREATE INDEX ix_case_incident_id ON "case" (incident_id);

CREATE INDEX ix_case_owner_id ON "case" (owner_id);

CREATE INDEX ix_case_parent_id ON "case" (parent_id);

CREATE INDEX ix_case_unit_id ON "case" (unit_id);

ALTER TABLE "case" ADD CONSTRAINT case_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE "case" ADD CONSTRAINT case_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE "case" ADD CONSTRAINT case_department_id_fkey FOREIGN KEY(department_id) REFERENCES department (id);

ALTER TABLE "case" ADD CONSTRAINT case_handler_id_fkey FOREIGN KEY(handler_id) REFERENCES staff (id);

ALTER TABLE "case" ADD CONSTRAINT case_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE "case" ADD CONSTRAINT case_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES "case" (id);

ALTER TABLE "case" ADD CONSTRAINT case_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES unit (id);

ALTER TABLE "case" ADD CONSTRAINT fk_case_triaged_by FOREIGN KEY(triaged_by) REFERENCES staff (id);

CREATE INDEX event_of_case ON case_event (case_id, id);

CREATE INDEX event_of_centre ON case_event (centre_id, id);

ALTER TABLE case_event ADD CONSTRAINT case_event_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE case_event ADD CONSTRAINT case_event_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE chain ADD CONSTRAINT chain_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX client_report_to_look_at ON client_report (look_at) WHERE (look_at IS NOT NULL);

CREATE INDEX ix_client_report_centre_id ON client_report (centre_id);

ALTER TABLE client_report ADD CONSTRAINT client_report_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE client_report ADD CONSTRAINT client_report_handed_in_by_fkey FOREIGN KEY(handed_in_by) REFERENCES staff (id);

CREATE INDEX ix_contact_centre_id ON contact (centre_id);

CREATE INDEX ix_contact_owner_id ON contact (owner_id);

ALTER TABLE contact ADD CONSTRAINT contact_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE contact ADD CONSTRAINT contact_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

CREATE INDEX conversation_to_chase ON conversation (chase_at) WHERE (chase_at IS NOT NULL);

ALTER TABLE conversation ADD CONSTRAINT conversation_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE counter ADD CONSTRAINT counter_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE daily ADD CONSTRAINT daily_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_dead_letter_centre_id ON dead_letter (centre_id);

ALTER TABLE dead_letter ADD CONSTRAINT dead_letter_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX delivery_of_notice ON delivery (notice_id, means, state, told);

CREATE INDEX delivery_of_owner ON delivery (owner_id);

ALTER TABLE delivery ADD CONSTRAINT delivery_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES notice (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_outbox_id_fkey FOREIGN KEY(outbox_id) REFERENCES outbox (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_sent_by_fkey FOREIGN KEY(sent_by) REFERENCES staff (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_signature_id_fkey FOREIGN KEY(signature_id) REFERENCES attachment (id);

ALTER TABLE delivery ADD CONSTRAINT delivery_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES unit (id);

ALTER TABLE department ADD CONSTRAINT department_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_group_card_case_id ON group_card (case_id);

ALTER TABLE group_card ADD CONSTRAINT group_card_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE group_card ADD CONSTRAINT group_card_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE group_card ADD CONSTRAINT group_card_group_id_fkey FOREIGN KEY(group_id) REFERENCES staff_group (id);

CREATE INDEX group_post_due ON group_post (account, weight, id) WHERE (done_at IS NULL);

CREATE INDEX group_post_shown ON group_post (group_id, external_id);

CREATE INDEX ix_group_post_card_id ON group_post (card_id);

CREATE INDEX ix_group_post_centre_id ON group_post (centre_id);

ALTER TABLE group_post ADD CONSTRAINT group_post_card_id_fkey FOREIGN KEY(card_id) REFERENCES group_card (id);

ALTER TABLE group_post ADD CONSTRAINT group_post_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE group_post ADD CONSTRAINT group_post_group_id_fkey FOREIGN KEY(group_id) REFERENCES staff_group (id);

CREATE INDEX import_of_centre ON import_batch (centre_id, id);

CREATE INDEX import_wanted ON import_batch (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE import_batch ADD CONSTRAINT import_batch_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE import_batch ADD CONSTRAINT import_batch_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX incident_of_state ON incident (centre_id, state, category);

ALTER TABLE incident ADD CONSTRAINT incident_answered_by_fkey FOREIGN KEY(answered_by) REFERENCES staff (id);

ALTER TABLE incident ADD CONSTRAINT incident_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE incident ADD CONSTRAINT incident_closed_by_fkey FOREIGN KEY(closed_by) REFERENCES staff (id);

ALTER TABLE incident ADD CONSTRAINT incident_opened_by_fkey FOREIGN KEY(opened_by) REFERENCES staff (id);

ALTER TABLE incident_answer ADD CONSTRAINT incident_answer_by_id_fkey FOREIGN KEY(by_id) REFERENCES staff (id);

ALTER TABLE incident_answer ADD CONSTRAINT incident_answer_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE incident_answer ADD CONSTRAINT incident_answer_incident_id_fkey FOREIGN KEY(incident_id) REFERENCES incident (id);

CREATE INDEX invitation_due ON invitation (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX ix_invitation_owner_id ON invitation (owner_id);

ALTER TABLE invitation ADD CONSTRAINT invitation_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE invitation ADD CONSTRAINT invitation_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE invitation ADD CONSTRAINT invitation_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE invitation ADD CONSTRAINT invitation_entered_by_fkey FOREIGN KEY(entered_by) REFERENCES staff (id);

ALTER TABLE invitation ADD CONSTRAINT invitation_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE invitation ADD CONSTRAINT invitation_survey_id_fkey FOREIGN KEY(survey_id) REFERENCES survey (id);

ALTER TABLE invitation ADD CONSTRAINT invitation_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES unit (id);

CREATE INDEX kept_promise_of_time ON kept_promise (centre_id, reply_by);

ALTER TABLE kept_promise ADD CONSTRAINT kept_promise_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE kept_promise ADD CONSTRAINT kept_promise_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_letter_centre_id ON letter (centre_id);

ALTER TABLE letter ADD CONSTRAINT letter_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE letter ADD CONSTRAINT letter_decided_by_fkey FOREIGN KEY(decided_by) REFERENCES staff (id);

ALTER TABLE letter ADD CONSTRAINT letter_drafted_by_fkey FOREIGN KEY(drafted_by) REFERENCES staff (id);

ALTER TABLE letter ADD CONSTRAINT letter_incident_id_fkey FOREIGN KEY(incident_id) REFERENCES incident (id);

ALTER TABLE letter ADD CONSTRAINT letter_sent_by_fkey FOREIGN KEY(sent_by) REFERENCES staff (id);

CREATE INDEX ix_letter_copy_case_id ON letter_copy (case_id);

CREATE INDEX ix_letter_copy_owner_id ON letter_copy (owner_id);

CREATE INDEX letter_copy_to_look_at ON letter_copy (look_at);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_delivered_by_fkey FOREIGN KEY(delivered_by) REFERENCES staff (id);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_letter_id_fkey FOREIGN KEY(letter_id) REFERENCES letter (id);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_message_id_fkey FOREIGN KEY(message_id) REFERENCES message (id);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE letter_copy ADD CONSTRAINT letter_copy_revisit_id_fkey FOREIGN KEY(revisit_id) REFERENCES revisit (id);

CREATE INDEX meeting_of_plan ON meeting (centre_id, plan_id);

CREATE INDEX meeting_to_look_at ON meeting (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE meeting ADD CONSTRAINT meeting_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE meeting ADD CONSTRAINT meeting_minutes_by_fkey FOREIGN KEY(minutes_by) REFERENCES staff (id);

ALTER TABLE meeting ADD CONSTRAINT meeting_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES meeting_plan (id);

CREATE INDEX ix_meeting_guest_owner_id ON meeting_guest (owner_id);

CREATE INDEX meeting_guest_to_look_at ON meeting_guest (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE meeting_guest ADD CONSTRAINT meeting_guest_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE meeting_guest ADD CONSTRAINT meeting_guest_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE meeting_guest ADD CONSTRAINT meeting_guest_meeting_id_fkey FOREIGN KEY(meeting_id) REFERENCES meeting (id);

ALTER TABLE meeting_guest ADD CONSTRAINT meeting_guest_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE meeting_plan ADD CONSTRAINT meeting_plan_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE meeting_plan ADD CONSTRAINT meeting_plan_decided_by_fkey FOREIGN KEY(decided_by) REFERENCES staff (id);

ALTER TABLE meeting_plan ADD CONSTRAINT meeting_plan_submitted_by_fkey FOREIGN KEY(submitted_by) REFERENCES staff (id);

ALTER TABLE menu_tag ADD CONSTRAINT menu_tag_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

CREATE INDEX message_of_case ON message (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX message_of_contact ON message (contact_id, id);

CREATE INDEX message_of_revisit ON message (revisit_id) WHERE (revisit_id IS NOT NULL);

ALTER TABLE message ADD CONSTRAINT fk_message_revisit_id FOREIGN KEY(revisit_id) REFERENCES revisit (id);

ALTER TABLE message ADD CONSTRAINT message_by_staff_id_fkey FOREIGN KEY(by_staff_id) REFERENCES staff (id);

ALTER TABLE message ADD CONSTRAINT message_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE message ADD CONSTRAINT message_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE message ADD CONSTRAINT message_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

CREATE INDEX notice_due ON notice (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX notice_of_centre ON notice (centre_id, state, published_at);

ALTER TABLE notice ADD CONSTRAINT notice_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE notice ADD CONSTRAINT notice_drafted_by_fkey FOREIGN KEY(drafted_by) REFERENCES staff (id);

ALTER TABLE notice ADD CONSTRAINT notice_published_by_fkey FOREIGN KEY(published_by) REFERENCES staff (id);

ALTER TABLE notice ADD CONSTRAINT notice_withdrawn_by_fkey FOREIGN KEY(withdrawn_by) REFERENCES staff (id);

CREATE INDEX ix_notice_case_notice_id ON notice_case (notice_id);

ALTER TABLE notice_case ADD CONSTRAINT notice_case_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE notice_case ADD CONSTRAINT notice_case_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE notice_case ADD CONSTRAINT notice_case_named_by_fkey FOREIGN KEY(named_by) REFERENCES staff (id);

ALTER TABLE notice_case ADD CONSTRAINT notice_case_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES notice (id);

ALTER TABLE notice_case ADD CONSTRAINT notice_case_responsible_id_fkey FOREIGN KEY(responsible_id) REFERENCES staff (id);

CREATE INDEX ix_notice_file_attachment_id ON notice_file (attachment_id);

ALTER TABLE notice_file ADD CONSTRAINT notice_file_attachment_id_fkey FOREIGN KEY(attachment_id) REFERENCES attachment (id);

ALTER TABLE notice_file ADD CONSTRAINT notice_file_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE notice_file ADD CONSTRAINT notice_file_version_id_fkey FOREIGN KEY(version_id) REFERENCES notice_version (id);

CREATE INDEX ix_notice_version_centre_id ON notice_version (centre_id);

ALTER TABLE notice_version ADD CONSTRAINT notice_version_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE notice_version ADD CONSTRAINT notice_version_drafted_by_fkey FOREIGN KEY(drafted_by) REFERENCES staff (id);

ALTER TABLE notice_version ADD CONSTRAINT notice_version_notice_id_fkey FOREIGN KEY(notice_id) REFERENCES notice (id);

CREATE INDEX ix_opt_in_outbox_id ON opt_in (outbox_id);

CREATE INDEX opt_in_of_contact ON opt_in (contact_id, template_id);

ALTER TABLE opt_in ADD CONSTRAINT opt_in_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE opt_in ADD CONSTRAINT opt_in_outbox_id_fkey FOREIGN KEY(outbox_id) REFERENCES outbox (id);

CREATE INDEX outbox_due ON outbox (account, try_at) WHERE (done_at IS NULL);

CREATE INDEX outbox_open_of_contact ON outbox (contact_id, id) WHERE (done_at IS NULL);

ALTER TABLE outbox ADD CONSTRAINT outbox_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE outbox ADD CONSTRAINT outbox_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE outbox ADD CONSTRAINT outbox_message_id_fkey FOREIGN KEY(message_id) REFERENCES message (id);

CREATE INDEX ix_owner_centre_id ON owner (centre_id);

CREATE INDEX ix_owner_phone ON owner (phone);

ALTER TABLE owner ADD CONSTRAINT owner_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX passed_picture_of_album ON passed_picture (group_id, album);

ALTER TABLE passed_picture ADD CONSTRAINT passed_picture_attachment_id_fkey FOREIGN KEY(attachment_id) REFERENCES attachment (id);

ALTER TABLE passed_picture ADD CONSTRAINT passed_picture_group_id_fkey FOREIGN KEY(group_id) REFERENCES staff_group (id);

ALTER TABLE passed_picture ADD CONSTRAINT passed_picture_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX ix_passive_reply_at ON passive_reply (at);

ALTER TABLE passive_reply ADD CONSTRAINT passive_reply_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_postponement_case_id ON postponement (case_id);

CREATE INDEX postponement_to_look_at ON postponement (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE postponement ADD CONSTRAINT postponement_asked_by_fkey FOREIGN KEY(asked_by) REFERENCES staff (id);

ALTER TABLE postponement ADD CONSTRAINT postponement_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE postponement ADD CONSTRAINT postponement_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE postponement ADD CONSTRAINT postponement_decided_by_fkey FOREIGN KEY(decided_by) REFERENCES staff (id);

CREATE INDEX ix_proposal_case_id ON proposal (case_id);

CREATE INDEX proposal_of_state ON proposal (centre_id, state);

ALTER TABLE proposal ADD CONSTRAINT proposal_carried_by_fkey FOREIGN KEY(carried_by) REFERENCES staff (id);

ALTER TABLE proposal ADD CONSTRAINT proposal_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE proposal ADD CONSTRAINT proposal_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE proposal ADD CONSTRAINT proposal_decided_by_fkey FOREIGN KEY(decided_by) REFERENCES staff (id);

ALTER TABLE proposal ADD CONSTRAINT proposal_passed_by_fkey FOREIGN KEY(passed_by) REFERENCES staff (id);

ALTER TABLE question ADD CONSTRAINT question_survey_id_fkey FOREIGN KEY(survey_id) REFERENCES survey (id);

CREATE INDEX ix_quota_centre_id ON quota (centre_id);

CREATE INDEX quota_due ON quota (state, close_at);

ALTER TABLE quota ADD CONSTRAINT quota_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE quota ADD CONSTRAINT quota_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX rain_event_of_centre ON rain_event (centre_id, started_at);

CREATE UNIQUE INDEX rain_event_under_way ON rain_event (centre_id) WHERE ((over_at IS NULL) AND (withdrawn_at IS NULL));

ALTER TABLE rain_event ADD CONSTRAINT rain_event_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE rain_event ADD CONSTRAINT rain_event_declared_by_fkey FOREIGN KEY(declared_by) REFERENCES staff (id);

ALTER TABLE rain_event ADD CONSTRAINT rain_event_ended_by_fkey FOREIGN KEY(ended_by) REFERENCES staff (id);

ALTER TABLE rain_event ADD CONSTRAINT rain_event_withdrawn_by_fkey FOREIGN KEY(withdrawn_by) REFERENCES staff (id);

ALTER TABLE rain_hour ADD CONSTRAINT rain_hour_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_rain_watch_next_at ON rain_watch (next_at);

ALTER TABLE rain_watch ADD CONSTRAINT rain_watch_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE reach_window ADD CONSTRAINT reach_window_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

CREATE INDEX ix_recovery_code_staff_id ON recovery_code (staff_id);

ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX report_to_look_at ON report (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE report ADD CONSTRAINT report_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE report ADD CONSTRAINT report_signed_by_fkey FOREIGN KEY(signed_by) REFERENCES staff (id);

ALTER TABLE report ADD CONSTRAINT report_submitted_by_fkey FOREIGN KEY(submitted_by) REFERENCES staff (id);

CREATE INDEX review_to_look_at ON review (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE review ADD CONSTRAINT review_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE review ADD CONSTRAINT review_checked_by_fkey FOREIGN KEY(checked_by) REFERENCES staff (id);

ALTER TABLE review ADD CONSTRAINT review_measured_by_fkey FOREIGN KEY(measured_by) REFERENCES staff (id);

ALTER TABLE review ADD CONSTRAINT review_responsible_id_fkey FOREIGN KEY(responsible_id) REFERENCES staff (id);

CREATE INDEX ix_revisit_centre_id ON revisit (centre_id);

CREATE INDEX ix_revisit_owner_id ON revisit (owner_id);

CREATE INDEX ix_revisit_storm_id ON revisit (storm_id);

CREATE INDEX revisit_by_visitor ON revisit (done_by, done_at) WHERE (done_by IS NOT NULL);

CREATE INDEX revisit_due ON revisit (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX revisit_of_centre ON revisit (centre_id, due_at);

ALTER TABLE revisit ADD CONSTRAINT fk_revisit_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE revisit ADD CONSTRAINT fk_revisit_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id);

ALTER TABLE revisit ADD CONSTRAINT fk_revisit_visitor_id FOREIGN KEY(visitor_id) REFERENCES staff (id);

ALTER TABLE revisit ADD CONSTRAINT revisit_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE revisit ADD CONSTRAINT revisit_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE revisit ADD CONSTRAINT revisit_done_by_fkey FOREIGN KEY(done_by) REFERENCES staff (id);

ALTER TABLE search_due ADD CONSTRAINT search_due_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX search_gram_gin ON search_entry USING gin (grams);

ALTER TABLE search_entry ADD CONSTRAINT search_entry_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE second_factor ADD CONSTRAINT second_factor_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX sign_in_what_at ON sign_in (what, at);

CREATE INDEX ix_staff_centre_id ON staff (centre_id);

ALTER TABLE staff ADD CONSTRAINT staff_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE staff ADD CONSTRAINT staff_department_id_fkey FOREIGN KEY(department_id) REFERENCES department (id);

CREATE INDEX ix_staff_chat_staff_id ON staff_chat (staff_id);

ALTER TABLE staff_chat ADD CONSTRAINT staff_chat_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX ix_staff_code_staff_id ON staff_code (staff_id);

ALTER TABLE staff_code ADD CONSTRAINT staff_code_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX ix_staff_group_centre_id ON staff_group (centre_id);

CREATE INDEX ix_staff_group_code_hash ON staff_group (code_hash);

CREATE INDEX ix_staff_group_list_at ON staff_group (list_at);

CREATE UNIQUE INDEX staff_group_at ON staff_group (account, address) WHERE (((kind)::text = 'telegram'::text) AND ((address)::text <> ''::text));

ALTER TABLE staff_group ADD CONSTRAINT staff_group_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_staff_session_staff_id ON staff_session (staff_id);

ALTER TABLE staff_session ADD CONSTRAINT staff_session_staff_id_fkey FOREIGN KEY(staff_id) REFERENCES staff (id);

CREATE INDEX ix_survey_centre_id ON survey (centre_id);

CREATE INDEX survey_due ON survey (next_at) WHERE (next_at IS NOT NULL);

ALTER TABLE survey ADD CONSTRAINT survey_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE survey ADD CONSTRAINT survey_signed_by_fkey FOREIGN KEY(signed_by) REFERENCES staff (id);

ALTER TABLE survey ADD CONSTRAINT survey_started_by_fkey FOREIGN KEY(started_by) REFERENCES staff (id);

CREATE INDEX ix_task_case_id ON task (case_id);

CREATE INDEX task_open ON task (centre_id, done_at, due_at);

ALTER TABLE task ADD CONSTRAINT fk_task_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id);

ALTER TABLE task ADD CONSTRAINT task_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE task ADD CONSTRAINT task_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE task ADD CONSTRAINT task_contact_id_fkey FOREIGN KEY(contact_id) REFERENCES contact (id);

ALTER TABLE task ADD CONSTRAINT task_done_by_fkey FOREIGN KEY(done_by) REFERENCES staff (id);

CREATE INDEX ix_tenancy_owner_id ON tenancy (owner_id);

CREATE INDEX ix_tenancy_since ON tenancy (since);

CREATE INDEX ix_tenancy_unit_id ON tenancy (unit_id);

ALTER TABLE tenancy ADD CONSTRAINT tenancy_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE tenancy ADD CONSTRAINT tenancy_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES owner (id);

ALTER TABLE tenancy ADD CONSTRAINT tenancy_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES unit (id);

CREATE INDEX ix_transfer_case_id ON transfer (case_id);

CREATE INDEX transfer_of_centre ON transfer (centre_id, state, due_at);

CREATE INDEX transfer_to_look_at ON transfer (look_at) WHERE (look_at IS NOT NULL);

ALTER TABLE transfer ADD CONSTRAINT transfer_case_id_fkey FOREIGN KEY(case_id) REFERENCES "case" (id);

ALTER TABLE transfer ADD CONSTRAINT transfer_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

ALTER TABLE transfer ADD CONSTRAINT transfer_consent_by_fkey FOREIGN KEY(consent_by) REFERENCES staff (id);

ALTER TABLE transfer ADD CONSTRAINT transfer_ended_by_fkey FOREIGN KEY(ended_by) REFERENCES staff (id);

ALTER TABLE transfer ADD CONSTRAINT transfer_proposed_by_fkey FOREIGN KEY(proposed_by) REFERENCES staff (id);

ALTER TABLE transfer ADD CONSTRAINT transfer_sent_by_fkey FOREIGN KEY(sent_by) REFERENCES staff (id);

ALTER TABLE unit ADD CONSTRAINT unit_centre_id_fkey FOREIGN KEY(centre_id) REFERENCES centre (id);

CREATE INDEX ix_web_state_expires_at ON web_state (expires_at);

CREATE OR REPLACE FUNCTION public.search_contact()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number WHERE NEW.owner_id IS NOT NULL ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.search_owner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.id AS number ON CONFLICT DO NOTHING; INSERT INTO search_due (centre_id, thing, thing_id) SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE owner_id = NEW.id ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.search_owner_new()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.id AS number ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.search_tenancy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.search_tenancy_new()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.search_unit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'u' AS kind, NEW.id AS number ON CONFLICT DO NOTHING; INSERT INTO search_due (centre_id, thing, thing_id) SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE unit_id = NEW.id ON CONFLICT DO NOTHING; INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre_id AS centre, 'o' AS kind, owner_id AS number
FROM tenancy WHERE unit_id = NEW.id ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.search_unit_new()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN INSERT INTO search_due (centre_id, thing, thing_id) SELECT NEW.centre_id AS centre, 'u' AS kind, NEW.id AS number ON CONFLICT DO NOTHING; RETURN NULL; END $function$;

CREATE TRIGGER search_contact AFTER UPDATE OF owner_id, name ON public.contact FOR EACH ROW EXECUTE FUNCTION search_contact();

CREATE TRIGGER search_owner AFTER UPDATE OF name, phone, address, contact_person ON public.owner FOR EACH ROW EXECUTE FUNCTION search_owner();

CREATE TRIGGER search_owner_new AFTER INSERT ON public.owner FOR EACH ROW EXECUTE FUNCTION search_owner_new();

CREATE TRIGGER search_tenancy AFTER UPDATE ON public.tenancy FOR EACH ROW EXECUTE FUNCTION search_tenancy();

CREATE TRIGGER search_tenancy_new AFTER INSERT ON public.tenancy FOR EACH ROW EXECUTE FUNCTION search_tenancy_new();

CREATE TRIGGER search_unit AFTER UPDATE OF building, room ON public.unit FOR EACH ROW EXECUTE FUNCTION search_unit();

CREATE TRIGGER search_unit_new AFTER INSERT ON public.unit FOR EACH ROW EXECUTE FUNCTION search_unit_new()
