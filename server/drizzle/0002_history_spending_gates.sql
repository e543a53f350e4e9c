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
CREATE INDEX "decisions_created" ON "decisions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "spend_ledger_run" ON "spend_ledger" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "spend_ledger_month" ON "spend_ledger" USING btree ("month");--> statement-breakpoint
CREATE INDEX "spend_ledger_model" ON "spend_ledger" USING btree ("family","model","created_at");