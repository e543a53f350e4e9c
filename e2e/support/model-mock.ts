// A stand-in for the three vendors on the wire, for stories that need models. It counts what was asked of it.
import { LLMock } from '@copilotkit/aimock';

export interface ModelMock {
  readonly mock: LLMock;
  /** Environment for a server: keys that mean nothing and the addresses of the stand-in. */
  readonly env: Readonly<Record<string, string>>;
  /** Model calls received so far, failed ones included. */
  calls(): number;
  stop(): Promise<void>;
}

export interface ModelMockOptions {
  /** What every question gets; add fixtures to `mock` for more. */
  readonly answer: string;
  /** Milliseconds between the chunks of a stream. */
  readonly latency?: number;
  /** Absent: any key will do. */
  readonly acceptedKey?: string | undefined;
}

export async function startModelMock({ answer, latency = 0, acceptedKey }: ModelMockOptions): Promise<ModelMock> {
  const mock = await LLMock.create({
    host: '127.0.0.1',
    port: 0,
    latency,
    chunkSize: 24,
    ...(acceptedKey !== undefined && { auth: { apiKeys: [acceptedKey] } }),
  });
  // Usage is in each vendor's own names, which the mock otherwise reports as zero.
  mock.onMessage(/[\s\S]*/, {
    content: answer,
    usage: {
      input_tokens: 40,
      output_tokens: 20,
      total_tokens: 60,
      promptTokenCount: 40,
      candidatesTokenCount: 20,
      totalTokenCount: 60,
    },
  });
  return {
    mock,
    env: {
      ANTHROPIC_API_KEY: 'mock-key-anthropic',
      ANTHROPIC_BASE_URL: mock.url,
      OPENAI_API_KEY: 'mock-key-openai',
      OPENAI_BASE_URL: `${mock.url}/v1`,
      GEMINI_API_KEY: 'mock-key-gemini',
      GOOGLE_GEMINI_BASE_URL: `${mock.url}/v1beta`,
    },
    calls: () => mock.getRequests().length,
    stop: () => mock.stop(),
  };
}
