using System.Globalization;

namespace LstmGen.Conformance.Gpu;

/// <summary>Makes a kernel of its statements. It is as strict as an assembler: kinds and sizes of registers fit their instruction, constants their type.</summary>
internal sealed class PtxDecoder(string[] text, string parameter, string? shared)
{
    private readonly Dictionary<string, (string Type, int Count)> _declared = [];
    private readonly Dictionary<string, (int Place, string Type)> _places = new()
    {
        ["%tid.x"] = (PtxKernel.TidX, "u32"),
        ["%ntid.x"] = (PtxKernel.NtidX, "u32"),
        ["%ctaid.x"] = (PtxKernel.CtaidX, "u32"),
        ["%ctaid.y"] = (PtxKernel.CtaidY, "u32"),
        ["%nctaid.x"] = (PtxKernel.NctaidX, "u32"),
        ["%nctaid.y"] = (PtxKernel.NctaidY, "u32"),
    };

    private readonly Dictionary<ulong, int> _constants = [];
    private readonly List<ulong> _values = [1, 0, 0, 0, 0, 0, 0];
    private readonly List<PtxOp> _ops = [];
    private readonly List<int> _lines = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(int Op, string Label)> _branches = [];
    private readonly HashSet<int> _written = [PtxKernel.TidX, PtxKernel.NtidX, PtxKernel.CtaidX, PtxKernel.CtaidY, PtxKernel.NctaidX, PtxKernel.NctaidY];
    private readonly Dictionary<int, (string Name, int Op)> _read = [];

    /// <summary>Takes in <c>.reg .type %name&lt;count&gt;</c>.</summary>
    public void Declare(string type, string prefix, int count)
    {
        if (type is not ("pred" or "b32" or "u32" or "s32" or "f32" or "b64" or "u64" or "s64" or "f64")) throw new PtxException($"registers of type {type} are not known here");
        if (!_declared.TryAdd(prefix, (type, count))) throw new PtxException($"%{prefix} is declared twice");
    }

    /// <summary>Takes in a label or an instruction.</summary>
    public void Statement(string line, int number)
    {
        if (line[^1] == ':')
        {
            if (!_labels.TryAdd(line[..^1], _ops.Count)) throw new PtxException("there is such a label already");
            return;
        }

        if (line[^1] != ';') throw new PtxException("a semicolon is missing");
        line = line[..^1].TrimEnd();
        if (line.Contains(';', StringComparison.Ordinal)) throw new PtxException("one instruction a line, please");
        PtxOp op = default;
        if (line[0] == '@')
        {
            int gap = line.IndexOf(' ', StringComparison.Ordinal);
            bool not = line[1] == '!';
            op.Skip = (ushort)(not ? 1 : 0);
            op.Predicate = Operand(line[(not ? 2 : 1)..gap], 'p', isDestination: false);
            line = line[(gap + 1)..].TrimStart();
        }

        int space = line.IndexOf(' ', StringComparison.Ordinal);
        string name = space < 0 ? line : line[..space];
        Decode(ref op, name, space < 0 ? [] : Operands(line[space..]));
        _ops.Add(op);
        _lines.Add(number);
    }

    /// <summary>The kernel.</summary>
    public PtxKernel Finish(string name, int maxThreads)
    {
        foreach ((int at, string label) in _branches)
        {
            if (!_labels.TryGetValue(label, out int target)) throw new PtxException($"PTX: {name} has no label {label}.");
            PtxOp branch = _ops[at];
            branch.Offset = target;
            _ops[at] = branch;
        }

        // Falling off the end is leaving.
        _ops.Add(new PtxOp { Code = PtxCode.Ret });
        _lines.Add(_lines.Count == 0 ? 1 : _lines[^1]);
        foreach ((int place, (string register, int at)) in _read)
        {
            if (!_written.Contains(place)) throw new PtxException($"PTX line {_lines[at]}: {register} is read and never written.");
        }

        return new PtxKernel(name, [.. _ops], [.. _lines], [.. _values], text, maxThreads, StaticShared: 0);
    }

    private void Decode(ref PtxOp op, string name, List<string> operands)
    {
        string[] parts = name.Split('.');
        if (name is "bra" or "bra.uni")
        {
            Expect(operands, 1);
            op.Code = PtxCode.Bra;
            _branches.Add((_ops.Count, operands[0]));
        }
        else if (name == "ret")
        {
            op.Code = PtxCode.Ret;
        }
        else if (name == "bar.sync")
        {
            if (operands is not ["0"]) throw new PtxException("only barrier 0 is known here");
            if (op.Predicate != 0) throw new PtxException("a barrier under a predicate");
            op.Code = PtxCode.Bar;
        }
        else if (parts[0] is "ld" or "st" && parts.Length > 2)
        {
            Memory(ref op, name, parts, operands);
        }
        else if (PtxTable.Find(name) is var (code, kinds))
        {
            Expect(operands, kinds.Length);
            op.Code = code;
            op.A = Operand(operands[1], kinds[1], isDestination: false);
            if (kinds.Length > 2) op.B = Operand(operands[2], kinds[2], isDestination: false);
            if (kinds.Length > 3) op.C = Operand(operands[3], kinds[3], isDestination: false);
            op.D = Operand(operands[0], kinds[0], isDestination: true);
        }
        else
        {
            throw new PtxException(PtxTable.WhyNot(name));
        }
    }

    private void Memory(ref PtxOp op, string name, string[] parts, List<string> operands)
    {
        Expect(operands, 2);
        bool load = parts[0] == "ld";
        string space = parts[1];
        string[] rest = parts[2..];
        if (load && space == "global" && rest[0] == "nc") rest = rest[1..];
        int vector = rest[0] switch { "v2" => 2, "v4" => 4, _ => 1 };
        if (vector > 1) rest = rest[1..];
        if (rest.Length != 1) throw new PtxException(PtxTable.WhyNot(name));
        char kind = rest[0] switch { "f32" => 'f', "b32" => 'b', "u32" or "s32" => 'u', "u64" or "s64" => 'U', "b64" => 'B', "f64" => 'd', _ => throw new PtxException(PtxTable.WhyNot(name)) };
        bool wide = kind is 'U' or 'B' or 'd';
        string address = operands[load ? 1 : 0], value = operands[load ? 0 : 1];
        if (space == "param")
        {
            if (!load || vector > 1) throw new PtxException(PtxTable.WhyNot(name));
            op.Code = wide ? PtxCode.LdParam64 : PtxCode.LdParam32;
            op.Offset = ParameterOffset(address, wide ? 8 : 4);
            op.D = Operand(value, kind, isDestination: true);
            return;
        }

        if (space is not ("global" or "shared") || (wide && vector > 1)) throw new PtxException(PtxTable.WhyNot(name));
        PtxCode first = (load, space) switch
        {
            (true, "global") => PtxCode.LdGlobal32,
            (false, "global") => PtxCode.StGlobal32,
            (true, _) => PtxCode.LdShared32,
            _ => PtxCode.StShared32,
        };
        op.Code = (PtxCode)((int)first + (vector == 4 ? 3 : vector == 2 ? 2 : wide ? 1 : 0));
        (string register, op.Offset) = Split(address);
        op.Address = Operand(register, space == "global" ? 'U' : 'a', isDestination: false);
        string[] values = vector == 1 ? [value] : Vector(value, vector);
        op.D = Operand(values[0], kind, load);
        if (vector > 1) op.A = Operand(values[1], kind, load);
        if (vector > 2) (op.B, op.C) = (Operand(values[2], kind, load), Operand(values[3], kind, load));
    }

    private static string[] Vector(string value, int count)
    {
        string[] values = value.StartsWith('{') && value.EndsWith('}') ? value[1..^1].Split(',', StringSplitOptions.TrimEntries) : [];
        return values.Length == count ? values : throw new PtxException($"expected {count} registers in braces");
    }

    private int ParameterOffset(string address, int size)
    {
        (string name, int offset) = Split(address);
        if (name != parameter) throw new PtxException($"the parameter is {parameter}");
        if (offset < 0 || offset + size > PtxModule.ArgumentBytes || offset % size != 0) throw new PtxException($"the parameter has no {size} bytes at {offset}");
        return offset;
    }

    private static (string Name, int Offset) Split(string address)
    {
        if (address.Length < 3 || address[0] != '[' || address[^1] != ']') throw new PtxException("an address stands in brackets");
        string inside = address[1..^1].Replace(" ", "", StringComparison.Ordinal);
        int plus = inside.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (inside, 0) : (inside[..plus], int.Parse(inside[(plus + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    /// <summary>The place of an operand: a register, a constant, or the address of shared memory.</summary>
    private int Operand(string word, char kind, bool isDestination)
    {
        if (word[0] != '%')
        {
            if (isDestination) throw new PtxException($"{word} is no register");
            bool isShared = word == shared && kind is 'u' or 'b' or 'a' or 'U';
            return Constant(isShared ? PtxMemory.SharedBase : PtxConstant.Parse(word, kind));
        }

        (int place, string type) = Register(word);
        if (!Fits(type, kind)) throw new PtxException($"{word} is a register of {type}, which the instruction does not take there");
        if (isDestination)
        {
            if (place < PtxKernel.FirstFree) throw new PtxException($"{word} cannot be written");
            _written.Add(place);
        }
        else
        {
            _read.TryAdd(place, (word, _ops.Count));
        }

        return place;
    }

    private static bool Fits(string type, char kind) => kind switch
    {
        'p' => type == "pred",
        'f' => type is "f32" or "b32",
        'd' => type is "f64" or "b64",
        'u' => type is "u32" or "s32" or "b32",
        'U' => type is "u64" or "s64" or "b64",
        'b' => type is "u32" or "s32" or "b32" or "f32",
        'B' => type is "u64" or "s64" or "b64" or "f64",
        _ => type is "u32" or "s32" or "b32" or "u64" or "s64" or "b64",
    };

    private (int Place, string Type) Register(string name)
    {
        if (_places.TryGetValue(name, out (int, string) known)) return known;
        int digits = name.Length;
        while (digits > 1 && char.IsAsciiDigit(name[digits - 1])) digits--;
        if (!_declared.TryGetValue(name[1..digits], out (string Type, int Count) declared)
            || !int.TryParse(name.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number >= declared.Count)
        {
            throw new PtxException($"{name} is not declared");
        }

        (int, string) made = (_values.Count, declared.Type);
        _values.Add(declared.Type == "pred" ? 0 : PtxKernel.Unwritten);
        _places.Add(name, made);
        return made;
    }

    private int Constant(ulong value)
    {
        if (value == 1) return PtxKernel.True;
        if (_constants.TryGetValue(value, out int place)) return place;
        place = _values.Count;
        _values.Add(value);
        _constants.Add(value, place);
        return place;
    }

    /// <summary>Operands are apart by commas that are in no braces.</summary>
    private static List<string> Operands(string rest)
    {
        List<string> operands = [];
        int begin = 0, depth = 0;
        for (int i = 0; i <= rest.Length; i++)
        {
            char c = i == rest.Length ? ',' : rest[i];
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c != ',' || (depth > 0 && i < rest.Length)) continue;
            string word = rest[begin..i].Trim();
            operands.Add(word.Length > 0 ? word : throw new PtxException("an operand is missing"));
            begin = i + 1;
        }

        return operands;
    }

    private static void Expect(List<string> operands, int count)
    {
        if (operands.Count != count) throw new PtxException($"expected {count} operands");
    }
}
