using System.Text;
using System.Text.Unicode;

namespace LstmGen.Persistence;

/// <summary>
/// Goes through JSON text (RFC 8259) of a known structure: objects, arrays, strings and whole numbers. Loading a model is all that a small
/// program may do before it predicts; bringing up System.Text.Json would take it several milliseconds.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Goes past a symbol if it is the next one, white space aside.</summary>
    public bool TryTake(char symbol)
    {
        if (Next() != symbol) return false;
        _at++;
        return true;
    }

    /// <summary>Goes past a symbol of the grammar.</summary>
    public void Take(char symbol)
    {
        if (!TryTake(symbol)) throw Invalid($"'{symbol}' is missing");
    }

    /// <summary>Goes past the symbol that a value begins with.</summary>
    public void Open(char symbol, string what)
    {
        if (!TryTake(symbol)) throw Expected(what);
    }

    /// <summary>Reads a string and the colon behind it.</summary>
    public string Name()
    {
        string name = Text("a name");
        Take(':');
        return name;
    }

    /// <summary>Reads a string.</summary>
    public string Text(string what)
    {
        Open('"', what);
        StringBuilder? unescaped = null;
        int start = _at;
        while (true)
        {
            int symbol = Peek();
            if (symbol < ' ') throw Invalid("a string does not end, or holds a control character");
            if (symbol == '"')
            {
                string rest = Decode(start);
                _at++;
                return unescaped is null ? rest : WellFormed(unescaped.Append(rest).ToString());
            }

            if (symbol == '\\')
            {
                unescaped = (unescaped ?? new StringBuilder()).Append(Decode(start));
                _at++;
                unescaped.Append(Escaped());
                start = _at;
            }
            else
            {
                _at++;
            }
        }
    }

    /// <summary>Reads a whole number from 0 that fits 63 bits.</summary>
    public long WholeNumber(string what)
    {
        int first = Next();
        long number = 0;
        int digits = 0;
        for (; Peek() is >= '0' and <= '9'; _at++, digits++)
        {
            int digit = _text[_at] - '0';
            if (number > (long.MaxValue - digit) / 10) throw Expected(what);
            number = number * 10 + digit;
        }

        bool whole = digits == 1 || (digits > 1 && first != '0');
        return whole && Peek() is not ('.' or 'e' or 'E') ? number : throw Expected(what);
    }

    /// <summary>Refuses anything but white space.</summary>
    public void End()
    {
        if (Next() >= 0) throw Invalid("something follows the end");
    }

    private int Peek() => _at < _text.Length ? _text[_at] : -1;

    private int Next()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }

        return Peek();
    }

    /// <summary>Names are ASCII, as a rule, and take the short way: the first use of an encoding costs a program that starts more than the rest of the header.</summary>
    private readonly string Decode(int start)
    {
        ReadOnlySpan<byte> part = _text[start.._at];
        char[] characters = new char[part.Length];
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] >= 0x80) return Utf8.IsValid(part) ? Encoding.UTF8.GetString(part) : throw Invalid("a string is no UTF-8");
            characters[i] = (char)part[i];
        }

        return new string(characters);
    }

    private char Escaped()
    {
        int symbol = Peek();
        _at++;
        switch (symbol)
        {
            case '"' or '\\' or '/': return (char)symbol;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u': break;
            default: throw Invalid("an escape is unknown");
        }

        int value = 0;
        for (int end = _at + 4; _at < end; _at++)
        {
            int digit = Peek();
            if (digit < 0 || !char.IsAsciiHexDigit((char)digit)) throw Invalid("an escape needs four digits");
            value = value * 16 + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)value;
    }

    private readonly string WellFormed(string unescaped)
    {
        for (int i = 0; i < unescaped.Length; i++)
        {
            if (!char.IsSurrogate(unescaped[i])) continue;
            if (i + 1 == unescaped.Length || !char.IsSurrogatePair(unescaped[i], unescaped[i + 1])) throw Invalid("an escape is half a character");
            i++;
        }

        return unescaped;
    }

    private readonly InvalidDataException Invalid(string what) => new($"The header is no valid JSON: {what}, at byte {_at}.");

    /// <summary>At the end of the text, or where no value begins, the text itself is at fault.</summary>
    private InvalidDataException Expected(string what) =>
        Next() is -1 or ',' or ':' or '}' or ']' ? Invalid($"a value is missing; expected {what}") : SafeTensorsHeader.Bad($"expected {what}");
}
