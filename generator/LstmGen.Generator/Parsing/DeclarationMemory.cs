using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>
/// What declarations came to in the compilations that one driver has seen. The compiler asks for every model again after each edit of any file; what an edit
/// cannot have changed is answered from here, without binding a symbol.
/// </summary>
/// <remarks>
/// A declaration means what it meant as long as its own syntax is the same and no file that was edited declares, or did declare, a name that it mentions: names are
/// all that one file knows of another. Constants are followed to the names in their own initialisers. What an edit can change in another way (references and options
/// of the project, global usings, base classes in source) forgets everything or is never remembered.
/// </remarks>
/// <param name="remembers">False for measurements of what it saves.</param>
internal sealed class DeclarationMemory(bool remembers = true)
{
    private const int MostEdits = 32;

    private readonly object _gate = new();
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();
    private readonly Queue<Edit> _edits = new();
    private readonly WeakReference<Compilation?> _last = new(null);
    private ImmutableArray<SyntaxTree> _trees = [];
    private ImmutableArray<MetadataReference> _references = [];
    private CompilationOptions? _options;
    private HashSet<string> _aliases = [];
    private bool _hasStaticUsings;
    private int _version;

    /// <summary>How many declarations were read anew: for tests and measurements.</summary>
    public int Reads { get; private set; }

    /// <summary>What the declaration comes to in the compilation, or null where it is no model's.</summary>
    public ModelDeclaration? Read(TypeDeclarationSyntax node, SemanticModel semantics, CancellationToken cancellation)
    {
        Compilation compilation = semantics.Compilation;
        int version;
        lock (_gate)
        {
            version = Advance(compilation, cancellation);
            if (!MayBeModel(node))
            {
                return null;
            }

            if (_entries.TryGetValue(node, out Entry? known) && IsValid(known, version))
            {
                known.Version = version;
                return known.Declaration;
            }
        }

        ModelDeclaration? declaration = ModelDeclaration.Read(node, semantics, cancellation);
        HashSet<string>? names = _hasStaticUsings || !remembers ? null : MentionedNames.Of(node, semantics, cancellation);
        lock (_gate)
        {
            Reads++;
            _entries.Remove(node);
            _entries.Add(node, new Entry(declaration, names) { Version = version });
        }

        return declaration;
    }

    /// <summary>Notes what was edited since the compilation before.</summary>
    private int Advance(Compilation compilation, CancellationToken cancellation)
    {
        if (_last.TryGetTarget(out Compilation? last) && ReferenceEquals(last, compilation))
        {
            return _version;
        }

        ImmutableArray<SyntaxTree> trees = [.. compilation.SyntaxTrees];
        SyntaxTree[] edited = Differences(_trees, trees);
        ImmutableArray<MetadataReference> references = [.. compilation.References];
        bool forgets = !references.SequenceEqual(_references) || !compilation.Options.Equals(_options);
        DeclaredNames[] declared = [.. edited.Select(tree => DeclaredNames.Of(tree, cancellation))];
        if (declared.Any(names => names.HasAliases || names.HasStaticUsings))
        {
            DeclaredNames[] all = [.. trees.Select(tree => DeclaredNames.Of(tree, cancellation))];
            _aliases = [.. all.SelectMany(names => names.ModelAliases)];
            _hasStaticUsings = all.Any(names => names.HasStaticUsings);
        }

        if (edited.Length > 0 || forgets)
        {
            _version++;
            _edits.Enqueue(new Edit(_version, forgets || declared.Any(names => names.HasGlobalUsings) ? null : declared));
            if (_edits.Count > MostEdits)
            {
                _edits.Dequeue();
            }
        }

        (_trees, _references, _options) = (trees, references, compilation.Options);
        _last.SetTarget(compilation);
        return _version;
    }

    private bool MayBeModel(TypeDeclarationSyntax node)
    {
        foreach (AttributeListSyntax list in node.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                string name = DeclaredNames.LastName(attribute.Name);
                if (DeclaredNames.IsModelName(name) || _aliases.Contains(name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsValid(Entry entry, int version) =>
        entry.Version == version
        || (entry.Names is { } names
            && _edits.Count > 0 && entry.Version >= _edits.Peek().Version - 1
            && _edits.All(edit => edit.Version <= entry.Version || edit.Declared?.All(declared => !declared.Overlaps(names)) == true));

    /// <summary>The files that one of two compilations has alone.</summary>
    private static SyntaxTree[] Differences(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after)
    {
        if (before.Length == after.Length)
        {
            return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).SelectMany(i => new[] { before[i], after[i] })];
        }

        HashSet<SyntaxTree> differences = [.. before];
        differences.SymmetricExceptWith(after);
        return [.. differences];
    }

    private sealed class Entry(ModelDeclaration? declaration, HashSet<string>? names)
    {
        public ModelDeclaration? Declaration { get; } = declaration;

        /// <summary>Null where names do not say what it depends on: it is read anew after every edit.</summary>
        public HashSet<string>? Names { get; } = names;

        public int Version { get; set; }
    }

    /// <param name="Version">Of the memory, from this edit on.</param>
    /// <param name="Declared">Names in the files before and after it; null where anything may have changed.</param>
    private sealed record Edit(int Version, DeclaredNames[]? Declared);
}
