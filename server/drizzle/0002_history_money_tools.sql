CREATE TABLE "allowed_tools" (
	"server_id" text NOT NULL,
	"name" text NOT NULL,
	"definition" json NOT NULL,
	"fingerprint" text NOT NULL,
	"trouble" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "allowed_tools_server_id_name_pk" PRIMARY KEY("server_id","name")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"decision" json NOT NULL,
	"grade" json,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_run_id_step_id_pk" PRIMARY KEY("run_id","step_id")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "provider_gates" (
	"provider" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"book" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_limits" (
	"provider" text PRIMARY KEY NOT NULL,
	"calls_at_once" integer,
	"calls_per_minute" integer,
	"tokens_per_minute" integer
);
--> statement-breakpoint
CREATE TABLE "searched_passages" (
	"text_id" text NOT NULL,
	"place" integer NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"terms" "tsvector" NOT NULL,
	"vector" "bytea",
	CONSTRAINT "searched_passages_text_id_place_pk" PRIMARY KEY("text_id","place")
);
--> statement-breakpoint
CREATE TABLE "searched_texts" (
	"id" text PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spend_ledger" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"family" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"month" text DEFAULT to_char(now() at time zone 'utc', 'YYYY-MM') NOT NULL,
	"open" boolean NOT NULL,
	"held_usd" double precision NOT NULL,
	"prompt_usd" double precision DEFAULT 0 NOT NULL,
	"input_tokens" integer,
	"output_tokens" integer,
	"usd" double precision,
	"milliseconds" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spend_limits" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"per_run_usd" double precision,
	"per_month_usd" double precision,
	"unpriced" text DEFAULT 'stop' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tool_servers" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"is_private" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "allowed_tools" ADD CONSTRAINT "allowed_tools_server_id_tool_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."tool_servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "searched_passages" ADD CONSTRAINT "searched_passages_text_id_searched_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."searched_texts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_created" ON "decisions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "spend_ledger_run" ON "spend_ledger" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "spend_ledger_month" ON "spend_ledger" USING btree ("month");--> statement-breakpoint
CREATE INDEX "spend_ledger_model" ON "spend_ledger" USING btree ("family","model","created_at");