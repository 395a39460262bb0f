using System.Text;

namespace LstmGen.Generator.Writing;

/// <summary>Writes indented C#: line feeds only, no trailing blanks. It decides nothing.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the present depth. A text of several lines keeps its own relative indentation.</summary>
    public void Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.TrimEnd();
            if (trimmed.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(trimmed);
            }
            else if (BehindBrace())
            {
                continue;
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a head and an opening brace; disposing closes it.</summary>
    public Scope Block(string? head, string close = "}")
    {
        if (head is not null)
        {
            Line(head);
        }

        Line("{");
        _depth++;
        return new Scope(this, close);
    }

    /// <summary>No blank line stands behind an opening brace.</summary>
    private bool BehindBrace() => _text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '{';

    /// <summary>No blank line stands before a closing brace.</summary>
    private void DropBlankLine()
    {
        if (_text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n')
        {
            _text.Length--;
        }
    }

    public override string ToString() => _text.ToString();

    public readonly struct Scope(SourceWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.DropBlankLine();
            writer.Line(close);
        }
    }
}
