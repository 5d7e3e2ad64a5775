import { reportDetail, reportTitle } from '../report/report.ts';
import { isFields, link, text } from './fields.ts';
import { monitorIn, severityIn } from './meaning.ts';
import { type About, type Item, type Reader, together } from './reading.ts';

/** Anything that can send JSON: `{ title, severity, status, key, monitor, text, url }`, or a list of these. */
export const readGeneric: Reader = (payload, about) =>
  Array.isArray(payload)
    ? together(payload.map((each, i) => read(each, `[${i}]`, about)))
    : together([read(payload, '', about)]);

const EXAMPLE = '{"title": "disk almost full", "severity": "P3", "status": "firing", "key": "disk-db-1"}';

function read(given: unknown, place: string, about: About): Item {
  if (!isFields(given)) return { problem: `${place || 'the body'} has to be an object, like ${EXAMPLE}` };
  const at = (field: string) => (place === '' ? `'${field}'` : `${place}.${field}`);
  const status = given.status ?? 'firing';
  if (status !== 'firing' && status !== 'resolved')
    return { problem: `${at('status')} has to be "firing" or "resolved"; firing where it is absent` };
  const [title, key] = [text(given.title), text(given.key)];
  const known = key ?? title;
  if (known === undefined || (title === undefined && status === 'firing'))
    return { problem: `${at('title')} is missing, like ${EXAMPLE}` };
  const marks = { severity: text(given.severity) ?? '', monitor: text(given.monitor) ?? '' };
  const [monitor, detail, url] = [monitorIn(marks, about), text(given.text), link(given.url)];
  return {
    report: {
      key: `generic:${known}`,
      title: reportTitle(title ?? known) || 'alert',
      severity: severityIn(marks, about),
      by: 'an alert',
      source: 'generic',
      alert: reportTitle(known) || 'alert',
      ...(monitor !== undefined && { monitor }),
      ...(detail !== undefined && { detail: reportDetail(detail) }),
      ...(url !== undefined && { url }),
      ...(status === 'resolved' && { ended: about.now }),
    },
  };
}
