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
CREATE TABLE "tool_servers" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"is_private" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "allowed_tools" ADD CONSTRAINT "allowed_tools_server_id_tool_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."tool_servers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "searched_passages" ADD CONSTRAINT "searched_passages_text_id_searched_texts_id_fk" FOREIGN KEY ("text_id") REFERENCES "public"."searched_texts"("id") ON DELETE cascade ON UPDATE no action;