using System.Buffers.Binary;
using System.Text;

namespace LstmGen.Import.Containers.Pickle;

/// <summary>
/// Reads the pickles that PyTorch writes for tensors, and nothing else. A pickle is a program that may name any function and call it; this one knows a short list of names
/// (<see cref="KnownGlobals"/>), makes plain data of them, and refuses every other name before anything happens. Nothing is looked up, and nothing is ever called.
/// </summary>
internal sealed class Unpickler(ReadOnlyMemory<byte> memory, string what)
{
    private const int Deepest = 10_000;

    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>Behind the last pickle that was read.</summary>
    public int Position { get; private set; }

    /// <summary>The storages that were named, by key.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    /// <summary>Reads one pickle, up to its end.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or names what is not known; the message says what.</exception>
    public object? Read()
    {
        _stack.Clear();
        _marks.Clear();
        _memo.Clear();
        while (true)
        {
            if (_stack.Count > Deepest + memory.Length) throw Damaged("a stack that ends");
            byte code = Take(1)[0];
            if (code == (byte)'.') return Pop();
            Do(code);
        }
    }

    private void Do(byte code)
    {
        switch (code)
        {
            case 0x80: Take(1); break; // the version of the protocol
            case 0x95: Take(8); break; // the length of a frame
            case (byte)'}': _stack.Add(new PickleDictionary()); break;
            case (byte)']' or 0x8F: _stack.Add(new List<object?>()); break;
            case (byte)')': _stack.Add(new PickleTuple([])); break;
            case (byte)'(': _marks.Add(_stack.Count); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': TakeMarked(); break;
            case (byte)'2': _stack.Add(Top()); break;
            case (byte)'q': _memo[Take(1)[0]] = Top(); break;
            case (byte)'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case 0x94: _memo[(uint)_memo.Count] = Top(); break;
            case (byte)'h': _stack.Add(Remembered(Take(1)[0])); break;
            case (byte)'j': _stack.Add(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case (byte)'N': _stack.Add(null); break;
            case 0x88: _stack.Add(true); break;
            case 0x89: _stack.Add(false); break;
            case (byte)'J': _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case (byte)'K': _stack.Add((long)Take(1)[0]); break;
            case (byte)'M': _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 0x8A: _stack.Add(Long(Take(Take(1)[0]))); break;
            case 0x8B: _stack.Add(Long(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
            case (byte)'G': _stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case (byte)'X' or (byte)'T': _stack.Add(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
            case 0x8C or (byte)'U': _stack.Add(Encoding.UTF8.GetString(Take(Take(1)[0]))); break;
            case 0x8D: _stack.Add(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))))); break;
            case (byte)'C': _stack.Add(Take(Take(1)[0]).ToArray()); break;
            case (byte)'B': _stack.Add(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))).ToArray()); break;
            case (byte)'c': Name(Line(), Line()); break;
            case 0x93: NameFromStack(); break;
            case (byte)'t': _stack.Add(new PickleTuple(TakeMarked())); break;
            case 0x85: _stack.Add(new PickleTuple([Pop()])); break;
            case 0x86: TupleOf(2); break;
            case 0x87: TupleOf(3); break;
            case (byte)'a': Append([Pop()]); break;
            case (byte)'e' or 0x90: Append(TakeMarked()); break;
            case (byte)'s': SetItem(); break;
            case (byte)'u': SetItems(TakeMarked()); break;
            case (byte)'Q': _stack.Add(Storage(Pop())); break;
            case (byte)'R' or 0x81: Reduce(); break;
            case (byte)'b': Build(); break;
            default: throw new InvalidDataException($"Expected an instruction of a pickle that PyTorch writes in {what}, but got {code} at {Position - 1}: it is damaged, or no pickle of tensors.");
        }
    }

    private InvalidDataException Damaged(string expected) => new($"Expected {expected} at byte {Position} of {what}, but it is not there: the pickle is damaged.");

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(memory.Length - Position)) throw Damaged($"{count} bytes");
        ReadOnlySpan<byte> taken = memory.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private string Line()
    {
        int end = memory.Span[Position..].IndexOf((byte)'\n');
        if (end < 0) throw Damaged("the end of a line");
        string line = Encoding.UTF8.GetString(memory.Span.Slice(Position, end));
        Position += end + 1;
        return line;
    }

    private static object Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8) return new PickleOpaque("a large number");
        long value = bytes.Length > 0 && (sbyte)bytes[^1] < 0 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw Damaged("a value on the stack");

    private object? Pop()
    {
        object? top = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object? Remembered(uint number) => _memo.TryGetValue(number, out object? value) ? value : throw Damaged($"the value {number} that was remembered");

    private object?[] TakeMarked()
    {
        if (_marks.Count == 0) throw Damaged("a mark");
        int mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        if (mark > _stack.Count) throw Damaged("a mark on the stack");
        object?[] taken = [.. _stack[mark..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return taken;
    }

    private void TupleOf(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        _stack.Add(new PickleTuple(items));
    }

    private void Append(object?[] items)
    {
        if (Top() is not List<object?> list) throw Damaged("a list");
        list.AddRange(items);
    }

    private void SetItem()
    {
        object? value = Pop();
        SetItems([Pop(), value]);
    }

    private void SetItems(object?[] pairs)
    {
        if (pairs.Length % 2 != 0 || Top() is not PickleDictionary dictionary) throw Damaged("a dictionary with pairs");
        for (int i = 0; i < pairs.Length; i += 2)
        {
            dictionary.Items.Add(new(pairs[i], pairs[i + 1]));
        }
    }

    private void NameFromStack()
    {
        object? name = Pop();
        if (Pop() is not string module || name is not string text) throw Damaged("the name of something");
        Name(module, text);
    }

    private void Name(string module, string name)
    {
        string whole = $"{module}.{name}";
        if (!KnownGlobals.IsKnown(whole))
        {
            throw new InvalidDataException(
                $"Expected tensors and plain values alone, but {what} names '{whole}', a class or a function that only running its program could make. "
                + "Nothing of it was run. Save the weights alone: torch.save(model.state_dict(), path).");
        }

        _stack.Add(new PickleGlobal(whole));
    }

    /// <summary>What PyTorch leaves outside of the pickle: storages, named by a tuple.</summary>
    private TorchStorage Storage(object? id)
    {
        if (id is not PickleTuple { Items: ["storage", PickleGlobal type, string key, _, long count, ..] } || count < 0 || KnownGlobals.ElementOf(type.Name) is not { } element)
        {
            throw Damaged("the name of a storage");
        }

        if (_storages.TryGetValue(key, out TorchStorage? known))
        {
            return known.Type == element ? known : throw Damaged($"the storage '{key}' with one type");
        }

        return _storages[key] = new TorchStorage(key, element, count);
    }

    private void Reduce()
    {
        object? arguments = Pop();
        if (Pop() is not PickleGlobal made || arguments is not PickleTuple { Items: var items }) throw Damaged("something that is made with a tuple");
        _stack.Add(KnownGlobals.Make(made.Name, items) ?? throw Damaged($"what {made.Name} is made of"));
    }

    /// <summary>Attributes that were added to a value: those of an ordered dictionary of weights are versions, and of no use.</summary>
    private void Build()
    {
        Pop();
        if (Top() is not (PickleDictionary or PickleOpaque)) throw Damaged("a dictionary");
    }
}
