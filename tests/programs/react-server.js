// needs: node_modules/react-dom
// timeout: 60
// React renders a page of a few thousand elements to a string and to a stream, with hooks, context and suspense.
// gc-stress-interval: 20
process.env.NODE_ENV = 'production';
const { PassThrough } = require('stream');
const { report, makeRandom } = require('./fixtures/report.js');
const React = require('react');
const Server = require('react-dom/server');

const e = React.createElement;
const random = makeRandom(3);
const rows = Array.from({ length: 800 }, (_, id) => ({ id, name: `row <${random(1000)}> & "co"`, value: random(100) / 7 }));
const Theme = React.createContext('light');

function Cell({ row }) {
  const theme = React.useContext(Theme);
  const [seen] = React.useState(() => row.value * 2);
  const id = React.useId();
  const label = React.useMemo(() => row.name.toUpperCase(), [row.name]);
  return e('td', { id, className: theme, style: { marginTop: row.id % 5, WebkitLineClamp: 2, color: 'red' }, 'data-x': seen,
                   onClick() {} }, label, ' ', row.value > 7 ? e('b', null, row.value) : null);
}
class Table extends React.Component {
  static getDerivedStateFromProps({ rows }) { return { total: rows.reduce((sum, row) => sum + row.value, 0) }; }
  state = {};
  render() {
    return e(React.Fragment, null, this.state.total, e('table', null, e('tbody', null,
      this.props.rows.map((row) => e('tr', { key: row.id }, e(Cell, { row }))))),
      e('input', { disabled: true, defaultValue: '"<' }),
      e('select', { defaultValue: 'b' }, ['a', 'b'].map((v) => e('option', { key: v, value: v }, v))),
      e('textarea', { defaultValue: 'x\ny' }), e('svg', { viewBox: '0 0 1 1' }, e('path', { strokeWidth: 2, d: 'M0' })));
  }
}
const page = e(Theme.Provider, { value: 'dark' }, e(Table, { rows }));
report('string', Server.renderToString(page));
report('static', Server.renderToStaticMarkup(page));

const Late = React.lazy(() => new Promise((resolve) => setTimeout(resolve, 5, { default: () => e('p', null, 'late') })));
const stream = Server.renderToPipeableStream(
  e('html', null, e('body', null, e(React.Suspense, { fallback: e('i', null, '...') }, e(Late)), page)),
  {
    bootstrapScriptContent: 'start()',
    onShellReady() {
      const out = new PassThrough();
      let html = '';
      out.setEncoding('utf8');
      out.on('data', (chunk) => { html += chunk; });
      out.on('end', () => report('stream', html));
      stream.pipe(out);
    },
  });
try {
  Server.renderToString(e(() => { throw new Error('from a component'); }));
} catch (error) {
  console.log(error.message);
}
