using System.Text;

namespace LstmGen.Generator.Gpu;

/// <summary>The text of one kernel (PTX ISA 7.8): registers are numbered as they are asked for, instructions are written in order.</summary>
/// <param name="name">Of the entry.</param>
/// <param name="threads">Of a block.</param>
internal sealed class PtxKernel(string name, int threads)
{
    /// <summary>Bytes at the start of the shared memory that hold the table of <see cref="PtxMath"/>.</summary>
    public const int TableBytes = 32;

    private readonly StringBuilder _body = new();
    private readonly Dictionary<string, string> _arguments = [];
    private int _floats;
    private int _words;
    private int _longs;
    private int _predicates;
    private int _labels;

    public string Name => name;

    public int Threads => threads;

    /// <summary>Shared memory of a block, in bytes.</summary>
    public int SharedBytes { get; private set; } = TableBytes;

    /// <summary>A thread's number in its block.</summary>
    public string Thread { get; private set; } = "";

    /// <summary>Begins: the thread's number, and the table that functions look up.</summary>
    public PtxKernel Begin()
    {
        Thread = Word();
        Do($"mov.u32 {Thread}, %tid.x");
        return this;
    }

    /// <summary>Writes the table of eighths to the shared memory; a barrier must come before a function reads it.</summary>
    public void WriteTable()
    {
        for (int i = 0; i < PtxMath.Eighths.Length; i++)
        {
            string first = Predicate(), value = Word(), at = Word();
            Do($"setp.eq.u32 {first}, {Thread}, {i}");
            Do($"mov.u32 {value}, {PtxMath.Eighths[i]}");
            Do($"mov.u32 {at}, smem");
            Do($"@{first} st.shared.u32 [{at}+{4 * i}], {value}");
        }
    }

    /// <summary>Takes shared memory.</summary>
    /// <returns>Its address from the start.</returns>
    public int Share(int floats)
    {
        int at = SharedBytes;
        SharedBytes += (floats * 4 + 15) / 16 * 16;
        return at;
    }

    public string Float() => $"%f{_floats++}";

    public string[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => Float())];

    public string Word() => $"%r{_words++}";

    public string Long() => $"%d{_longs++}";

    public string Predicate() => $"%p{_predicates++}";

    public string Label(string hint) => $"{hint}_{_labels++}";

    public void Do(string instruction) => _body.Append('\t').Append(instruction).Append(";\n");

    public void Mark(string label) => _body.Append(label).Append(":\n");

    public void Say(string comment) => _body.Append("\t// ").Append(comment).Append('\n');

    /// <summary>An argument of 64 bits, read once.</summary>
    public string Argument64(int offset) => Argument(offset, "u64", Long);

    /// <summary>An argument of 32 bits, read once.</summary>
    public string Argument32(int offset) => Argument(offset, "u32", Word);

    private string Argument(int offset, string type, Func<string> register)
    {
        string key = $"{type} {offset}";
        if (!_arguments.TryGetValue(key, out string? known))
        {
            _arguments.Add(key, known = register());
            // At the very start, so that it is there on every path.
            _body.Insert(0, $"\tld.param.{type} {known}, [p+{offset}];\n");
        }

        return known;
    }

    /// <summary>A word that holds a number.</summary>
    public string Number(int value)
    {
        string word = Word();
        Do($"mov.u32 {word}, {value}");
        return word;
    }

    /// <summary>Words: a op b, where b may be a number.</summary>
    public string Op(string operation, string a, object b)
    {
        string result = Word();
        Do($"{operation} {result}, {a}, {b}");
        return result;
    }

    /// <summary>Goes over a body as long as a condition over words holds, which is tested before each time.</summary>
    public void While(string comparison, string a, object b, Action body)
    {
        (string again, string end, string done) = (Label("NEXT"), Label("END"), Predicate());
        Mark(again);
        Do($"setp.{comparison} {done}, {a}, {b}");
        Do($"@!{done} bra {end}");
        body();
        Do($"bra {again}");
        Mark(end);
    }

    /// <summary>A body for those threads for which a predicate holds.</summary>
    public void If(string predicate, Action body, bool not = false)
    {
        string end = Label("SKIP");
        Do($"@{(not ? "" : "!")}{predicate} bra {end}");
        body();
        Mark(end);
    }

    /// <summary>The predicate: a comparison of words.</summary>
    public string Is(string comparison, string a, object b)
    {
        string predicate = Predicate();
        Do($"setp.{comparison} {predicate}, {a}, {b}");
        return predicate;
    }

    /// <summary>Waits for the other threads of the block.</summary>
    public void Barrier() => Do("bar.sync 0");

    /// <summary>base + 4·index, where the index is signed.</summary>
    public string At(string address, string index)
    {
        (string offset, string result) = (Long(), Long());
        Do($"mul.wide.s32 {offset}, {index}, 4");
        Do($"add.s64 {result}, {address}, {offset}");
        return result;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(".visible .entry ").Append(name).Append("(.param .align 8 .b8 p[96])\n.maxntid ").Append(threads).Append(", 1, 1\n{\n");
        Declare(text, "pred", "%p", _predicates);
        Declare(text, "b32", "%r", _words);
        Declare(text, "b64", "%d", _longs);
        Declare(text, "f32", "%f", _floats);
        return text.Append(_body).Append("\tret;\n}\n").ToString();
    }

    private static void Declare(StringBuilder text, string type, string prefix, int count)
    {
        if (count > 0)
        {
            text.Append("\t.reg .").Append(type).Append(' ').Append(prefix).Append('<').Append(count).Append(">;\n");
        }
    }
}
