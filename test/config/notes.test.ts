import { describe, expect, it } from '@jest/globals';
import { formatProblems } from '../../src/config/problem.ts';
import { loadedFrom, TWO } from '../support/config.ts';

const notesOf = (text: string) => formatProblems(loadedFrom(text).notes);

describe('what is better not left so', () => {
  const people = 'people: { ada: { notify: [console] } }\n';
  const escalation = 'escalation: { P1: { levels: [{ page: ada }] } }\n';
  const heartbeat = 'heartbeat: { to: "${secret:heartbeat-url}" }\n';

  it('is a watcher that nobody watches, where there are people to page', () => {
    expect(notesOf(`${TWO}${people}${escalation}`)).toContain("there is no 'heartbeat'");
    expect(notesOf(`${TWO}${people}${escalation}${heartbeat}`)).toBe('');
    expect(notesOf(TWO)).toBe('');
  });

  it('is in the plan once it is there', () => {
    expect(loadedFrom(`${TWO}${heartbeat}`).plan.heartbeat).toBe('${secret:heartbeat-url}');
  });
});
